using System.Globalization;
using System.Text.Json;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Schedules;

/// <summary>Reads the local AWS's schedules and runs them.</summary>
internal sealed class SchedulesClient(LocalAwsResource aws)
{
    private static readonly HttpClient Http = Loopback.CreateClient(TimeSpan.FromSeconds(35));

    /// <summary>The template's schedules by logical id.</summary>
    /// <exception cref="HttpRequestException">The local AWS does not respond.</exception>
    public async Task<IReadOnlyDictionary<string, ScheduleStatus>> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(new Uri($"{aws.Api.Url}/_localaws/schedules"), cancellationToken);
        response.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return body.RootElement.GetProperty("schedules").EnumerateArray()
            .Where(schedule => Text(schedule, "logicalId") is not null)
            .ToDictionary(schedule => Text(schedule, "logicalId")!, Read, StringComparer.Ordinal);
    }

    /// <summary>Invokes a schedule's target at once.</summary>
    public async Task<ExecuteCommandResult> RunAsync(string logicalId, CancellationToken cancellationToken)
    {
        try
        {
            if (!(await ListAsync(cancellationToken)).TryGetValue(logicalId, out var schedule))
            {
                return CommandResults.Failure("The deployed stack does not have this schedule any more.");
            }

            var path = $"/_localaws/schedules/{Uri.EscapeDataString(schedule.Group)}/{Uri.EscapeDataString(schedule.Name)}/run";
            using var response = await Http.PostAsync(new Uri(aws.Api.Url + path), content: null, cancellationToken);
            using var run = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode
                ? CommandResults.Success("The target took the invocation.")
                : CommandResults.Failure($"{Text(run.RootElement, "errorCode")}: {Text(run.RootElement, "reason")}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Failure($"The local AWS does not respond: {failure.Message}");
        }
    }

    private static ScheduleStatus Read(JsonElement schedule) => new(
        Text(schedule, "group")!,
        Text(schedule, "name")!,
        schedule.GetProperty("enabled").GetBoolean(),
        Text(schedule, "next") is { } next ? DateTimeOffset.Parse(next, CultureInfo.InvariantCulture) : null,
        schedule.TryGetProperty("last", out var last) && last.ValueKind == JsonValueKind.Object
            ? $"{Text(last, "outcome")} {Text(last, "scheduledTime")} {Text(last, "errorCode")}".TrimEnd()
            : null);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
