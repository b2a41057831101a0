using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.LocalAws;

/// <summary>Asks the local AWS whether all of the stack works. The dashboard shows what does not, and since when.</summary>
internal sealed class LocalAwsHealthCheck(LocalAwsResource aws) : IHealthCheck
{
    private static readonly HttpClient Http = Loopback.CreateClient(TimeSpan.FromSeconds(5));

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri($"{aws.Api.Url}/_localaws/health"), cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return HealthCheckResult.Healthy();
            }

            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return HealthCheckResult.Unhealthy(string.Join(' ', body.RootElement.GetProperty("problems").EnumerateArray().Select(Describe)));
        }
        catch (Exception silent) when (silent is HttpRequestException or JsonException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Unhealthy("The local AWS does not respond.");
        }
    }

    private static string Describe(JsonElement problem) =>
        $"{problem.GetProperty("part")}{(problem.GetProperty("since").GetString() is { } since ? $" (since {since})" : "")}: {problem.GetProperty("reason")}";
}
