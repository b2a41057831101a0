using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Podcast.Tests.EndToEnd;

/// <summary>Reads what the running dashboard was sent, through its telemetry API, in OTLP's JSON.</summary>
internal sealed class DashboardTelemetry : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http;

    public DashboardTelemetry(Uri dashboard, string apiKey) =>
        _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = dashboard, DefaultRequestHeaders = { { "x-api-key", apiKey } } };

    public void Dispose() => _http.Dispose();

    /// <summary>Waits until the resources that export fulfil a condition.</summary>
    public Task<IReadOnlyList<JsonNode>> WaitForResourcesAsync(Func<IReadOnlyList<JsonNode>, bool> condition, CancellationToken cancellationToken) =>
        WaitAsync("api/telemetry/resources", response => [.. response.AsArray().Select(resource => resource!)], condition, cancellationToken);

    /// <summary>Waits until the spans of a trace fulfil a condition.</summary>
    public Task<IReadOnlyList<ExportedSpan>> WaitForTraceAsync(string traceId, Func<IReadOnlyList<ExportedSpan>, bool> condition, CancellationToken cancellationToken) =>
        WaitAsync($"api/telemetry/traces/{traceId}", SpansOf, condition, cancellationToken);

    /// <summary>Waits until the spans of all traces fulfil a condition.</summary>
    public Task<IReadOnlyList<ExportedSpan>> WaitForSpansAsync(Func<IReadOnlyList<ExportedSpan>, bool> condition, CancellationToken cancellationToken) =>
        WaitAsync("api/telemetry/spans?limit=100000", SpansOf, condition, cancellationToken);

    /// <summary>Everything that the dashboard has of a kind, as it sends it.</summary>
    public Task<string> ReadAsync(string path, CancellationToken cancellationToken) => _http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);

    private async Task<IReadOnlyList<T>> WaitAsync<T>(
        string path, Func<JsonNode, IReadOnlyList<T>> read, Func<IReadOnlyList<T>, bool> condition, CancellationToken cancellationToken)
    {
        // Processes export every three seconds.
        using var timer = new PeriodicTimer(Interval);
        for (; ; )
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                response.EnsureSuccessStatusCode();
                var found = read((await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!);
                if (condition(found))
                {
                    return found;
                }
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static List<ExportedSpan> SpansOf(JsonNode response)
    {
        var spans =
            from resource in response["data"]!["resourceSpans"]!.AsArray()
            let service = TextOf(resource["resource"]!["attributes"], "service.name")
            from scope in resource["scopeSpans"]!.AsArray()
            from span in scope!["spans"]!.AsArray()
            select new ExportedSpan(
                service,
                scope["scope"]!["name"]!.GetValue<string>(),
                span["name"]!.GetValue<string>(),
                span["traceId"]!.GetValue<string>(),
                [.. (span["links"]?.AsArray() ?? []).Select(link => link!["traceId"]!.GetValue<string>())],
                span.ToJsonString());
        return [.. spans];
    }

    private static string TextOf(JsonNode? attributes, string key) => attributes!.AsArray()
        .Single(attribute => attribute!["key"]!.GetValue<string>() == key)!["value"]!["stringValue"]!.GetValue<string>();
}
