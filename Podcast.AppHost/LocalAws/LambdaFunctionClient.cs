using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.LocalAws;

/// <summary>Reads from the local AWS the state of one of the stack's functions.</summary>
internal sealed class LambdaFunctionClient(FunctionName handler, LocalAwsResource aws) : IHealthCheck
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(25);
    private static readonly HttpClient Http = Loopback.CreateClient(TimeSpan.FromSeconds(5));

    /// <summary>The variables that Lambda would set for the function's process. Waits until the local AWS listens, which it does early.</summary>
    public async Task<Dictionary<string, string>> GetEnvironmentAsync(CancellationToken cancellationToken)
    {
        using var deadline = aws.Deadline.CreateCancellation(cancellationToken);
        for (; ; )
        {
            try
            {
                using var response = await Http.GetAsync(new Uri($"{aws.Api.Url}/_localaws/functions/{handler}/environment"), deadline.Token);
                var body = await response.Content.ReadAsStringAsync(deadline.Token);
                if (response.StatusCode >= HttpStatusCode.InternalServerError)
                {
                    throw new HttpRequestException(body, inner: null, response.StatusCode);
                }

                if (!response.IsSuccessStatusCode)
                {
                    throw new DistributedApplicationException($"The local AWS has no environment for the function {handler}: {body}");
                }

                using var json = JsonDocument.Parse(body);
                return json.RootElement.GetProperty("environment").EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!);
            }
            // A request's own time limit is not the deadline.
            catch (Exception early) when (!deadline.IsCancellationRequested && early is HttpRequestException or IOException or TaskCanceledException)
            {
                await Task.Delay(Retry, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception late) when (!cancellationToken.IsCancellationRequested && late is HttpRequestException or IOException or OperationCanceledException)
            {
                throw new DistributedApplicationException(
                    $"The local AWS did not respond within {aws.Deadline.Description}, so the function {handler} has no environment: see the console log of 'aws'.");
            }
        }
    }

    /// <summary>Tells the local AWS that the function's process has ended, and with it the event that it had.</summary>
    public async Task ReportExitAsync(int? exitCode, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.PostAsync(
                new Uri($"{aws.Api.Url}/_localaws/functions/{handler}/exit{(exitCode is { } code ? $"?code={code}" : "")}"), content: null, cancellationToken);
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A local AWS that is down has lost the events too.
        }
    }

    /// <summary>Gives the local AWS what the function's process has written, a line each with its time.</summary>
    public async Task SendOutputAsync(string lines, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent(lines);
            using var response = await Http.PostAsync(new Uri($"{aws.Api.Url}/_localaws/functions/{handler}/output"), content, cancellationToken);
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A local AWS that is down has lost its log groups too.
        }
    }

    /// <summary>Healthy once the function's process waits for events or runs one.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri($"{aws.Api.Url}/_localaws/functions/{handler}/health"), cancellationToken);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy(Describe(await response.Content.ReadAsStringAsync(cancellationToken)));
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Unhealthy("The local AWS does not respond.");
        }
    }

    private static string Describe(string health)
    {
        try
        {
            using var body = JsonDocument.Parse(health);
            var problem = body.RootElement.GetProperty("problems")[0];
            return $"{problem.GetProperty("reason")}{(problem.GetProperty("since").GetString() is { } since ? $" The last one was there at {since}." : "")}";
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException)
        {
            return "The function's process has not polled the Runtime API yet.";
        }
    }
}
