using System.Globalization;
using System.Text.Json;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Alarms;

/// <summary>Reads the local AWS's alarms.</summary>
internal sealed class AlarmsClient(LocalAwsResource aws)
{
    private static readonly HttpClient Http = Loopback.CreateClient(TimeSpan.FromSeconds(10));

    /// <summary>The template's alarms by logical id.</summary>
    /// <exception cref="HttpRequestException">The local AWS does not respond.</exception>
    public async Task<IReadOnlyDictionary<string, AlarmStatus>> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(new Uri($"{aws.Api.Url}/_localaws/alarms"), cancellationToken);
        response.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return body.RootElement.GetProperty("alarms").EnumerateArray().ToDictionary(alarm => alarm.GetProperty("logicalId").GetString()!, Read, StringComparer.Ordinal);
    }

    /// <summary>The names of the stack's dashboards.</summary>
    /// <exception cref="HttpRequestException">The local AWS does not respond.</exception>
    public async Task<IReadOnlyList<string>> ListDashboardsAsync(CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(new Uri($"{aws.Api.Url}/_localaws/pages/dashboards"), cancellationToken);
        response.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return [.. body.RootElement.GetProperty("dashboards").EnumerateArray().Select(name => name.GetString()!)];
    }

    public string DashboardUrl(string name) => $"{aws.Api.Url}/_localaws/pages/dashboards/{Uri.EscapeDataString(name)}";

    public string RunbookUrl(string name) => $"{aws.Api.Url}/_localaws/pages/runbooks/{Uri.EscapeDataString(name)}";

    private static AlarmStatus Read(JsonElement alarm) => new(
        alarm.GetProperty("state").GetString()!,
        alarm.GetProperty("reason").GetString()!,
        DateTimeOffset.Parse(alarm.GetProperty("since").GetString()!, CultureInfo.InvariantCulture),
        Path.GetFileNameWithoutExtension(alarm.GetProperty("runbook").GetString()));
}
