using System.Text.Json;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.DownloadCounter;

/// <summary>
/// Counts downloads from the distribution's access logs, an object at a time, as the IAB's guidelines want: https://iabtechlab.com/standards/podcast-measurement-guidelines/.
/// docs/statistics.md says what is counted.
/// </summary>
internal sealed partial class DownloadCounterFunction(
    IAmazonS3 s3, string logBucket, UserAgents userAgents, DownloadWriter writer, FunctionMetrics metrics, TimeProvider time, ILogger<DownloadCounterFunction> logger)
    : IFunction<JsonElement, DownloadCounterResult>
{
    /// <summary>Listeners that are held at once, whatever the size of the log.</summary>
    public const int MostListeners = 50_000;

    /// <summary>Reading goes on between writes for as long as these take.</summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromMinutes(14);

    public string Trigger => "datasource";

    public static DownloadCounterFunction Compose(FunctionServices services) => new(
        services.Aws.CreateS3(ReadTimeout),
        services.Environment.LogBucket,
        new(),
        new(services.Aws.DynamoDb, services.Environment.StatisticsTable, services.Environment.CatalogTable, services.Time),
        services.Metrics,
        services.Time,
        services.Loggers.CreateLogger<DownloadCounterFunction>());

    public async Task<DownloadCounterResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        if (ObjectCreated.Read(input) is not { } created || created.Bucket != logBucket)
        {
            return new(0, 0, 0);
        }

        using var log = await s3.GetObjectAsync(created.Bucket, created.Key, invocation.Deadline).ConfigureAwait(false);
        var result = await CountAsync(log.ResponseStream, invocation.Deadline).ConfigureAwait(false);
        metrics.Record(FunctionMetric.DownloadsCounted, result.Downloads);
        LogCounted(created.Key, result.Lines, result.Downloads, result.Malformed);
        return result;
    }

    /// <summary>Counts the downloads of one object of the log.</summary>
    public async Task<DownloadCounterResult> CountAsync(Stream compressed, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var listeners = new Dictionary<ListenerKey, ListenerDay>();
        int lines = 0, downloads = 0, malformed = 0;
        await foreach (var some in AccessLogReader.ReadAsync(compressed, cancellationToken).ConfigureAwait(false))
        {
            lines += some.Count;
            malformed += some.Malformed;
            foreach (var request in some.Requests)
            {
                if (request.Day > today.AddDays(-CountedDays.Counted) && AudioFiles.IsHeard(request.File) && userAgents.FindApp(request.UserAgent) is { } app)
                {
                    Add(listeners, request, app);
                }
            }

            if (listeners.Count >= MostListeners)
            {
                downloads += await writer.WriteAsync(listeners, cancellationToken).ConfigureAwait(false);
            }
        }

        downloads += await writer.WriteAsync(listeners, cancellationToken).ConfigureAwait(false);
        return new(lines, downloads, malformed);
    }

    private static void Add(Dictionary<ListenerKey, ListenerDay> listeners, in AccessLogRequest request, string app)
    {
        var key = new ListenerKey(request.Day, request.Show, request.Listener);
        if (!listeners.TryGetValue(key, out var listener))
        {
            listeners.Add(key, listener = new());
        }

        listener.Add(request, app);
    }

    [LoggerMessage(EventIds.DownloadsCounted, LogLevel.Information, "{Log}: {Lines} lines, {Downloads} downloads, {Malformed} lines that are none")]
    private partial void LogCounted(string log, int lines, int downloads, int malformed);
}
