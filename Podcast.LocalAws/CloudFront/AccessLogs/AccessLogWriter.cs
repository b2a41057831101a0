using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>
/// Collects the lines of access logs and writes them in batches, one gzip object for each hour of a batch, as CloudFront does "up to several times an hour".
/// Lines beyond <see cref="MostWaiting"/> are dropped and counted, as CloudFront's logs are best effort too.
/// </summary>
internal sealed partial class AccessLogWriter(
    AccessLogDeliveries deliveries, IObjectWriter objects, LocalAwsOptions options, Supervisor supervisor, TimeProvider time, ILogger<AccessLogWriter> logger)
    : BackgroundService
{
    /// <summary>About 50 MB of lines.</summary>
    public const int MostWaiting = 100_000;

    private const int UniqueIdBytes = 4;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly Channel<Line> _lines = Channel.CreateBounded<Line>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }, _ => LocalAwsMetrics.RecordDroppedLogLine());
    private readonly SemaphoreSlim _flushing = new(1, 1);

    /// <summary>Begins the entry of a request; <see langword="null"/> when nobody wants the distribution's log.</summary>
    public AccessLogEntry? Begin(HttpContext context, string requestId, DistributionConfig distribution, BehaviorConfig? behavior)
    {
        if (deliveries.Find(distribution.Id) is null)
        {
            return null;
        }

        var body = new CountedResponseBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), time);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        var entry = new AccessLogEntry(context, requestId, distribution, behavior, body, time);
        context.Features.Set(entry);
        return entry;
    }

    /// <summary>Takes the line of a request that has ended.</summary>
    public void End(AccessLogEntry? entry)
    {
        if (entry is not null && deliveries.Find(entry.Distribution.Id) is { } delivery)
        {
            entry.End();
            _lines.Writer.TryWrite(new(delivery, entry.EndedAt, entry.ToJson(delivery.Fields)));
        }
    }

    /// <summary>Writes all lines that are there.</summary>
    /// <returns>The keys of the objects.</returns>
    public async Task<IReadOnlyList<string>> FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken);
        try
        {
            var batch = new List<Line>();
            while (batch.Count < MostWaiting && _lines.Reader.TryRead(out var line))
            {
                batch.Add(line);
            }

            var keys = new List<string>();
            foreach (var file in batch.GroupBy(line => (line.Delivery, Hour: line.EndedAt.ToString("yyyy-MM-dd-HH", CultureInfo.InvariantCulture))))
            {
                if (await WriteAsync(file.Key.Delivery, file.First().EndedAt, [.. file], cancellationToken) is { } key)
                {
                    keys.Add(key);
                }
            }

            return keys;
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopTimeout);
        await supervisor.AttendAsync("access logs", FlushAsync, limit.Token);
    }

    public override void Dispose()
    {
        _flushing.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => supervisor.RunAsync("access logs", WriteAsync, stoppingToken);

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (await _lines.Reader.WaitToReadAsync(cancellationToken))
        {
            await Task.Delay(options.AccessLogInterval, time, cancellationToken);
            await FlushAsync(cancellationToken);
        }
    }

    // Null when the delivery may not write: the log of this process has the reason, and in AWS nobody would be told.
    private async Task<string?> WriteAsync(AccessLogDelivery delivery, DateTimeOffset hour, IReadOnlyList<Line> lines, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var line in lines)
            {
                await gzip.WriteAsync(line.Json, cancellationToken);
            }
        }

        var key = KeyOf(delivery, hour);
        try
        {
            await objects.PutAsync(
                delivery.Sender, delivery.Bucket, key, content.GetBuffer().AsMemory(0, (int)content.Length), new Dictionary<string, string> { ["Content-Type"] = "application/x-gzip" }, cancellationToken);
            return key;
        }
        catch (AwsException refused)
        {
            Log.NotDelivered(logger, lines.Count, delivery.LogicalId, refused.Message);
            return null;
        }
    }

    private static string KeyOf(AccessLogDelivery delivery, DateTimeOffset hour)
    {
        var path = delivery.Path
            .Replace("{DistributionId}", delivery.DistributionId, StringComparison.Ordinal)
            .Replace("{distributionid}", delivery.DistributionId, StringComparison.Ordinal)
            .Replace("{accountid}", delivery.Sender.AccountId, StringComparison.Ordinal)
            .Replace("{yyyy}", hour.ToString("yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{MM}", hour.ToString("MM", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{dd}", hour.ToString("dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{HH}", hour.ToString("HH", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path}{delivery.DistributionId}.{hour:yyyy-MM-dd-HH}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(UniqueIdBytes))}.gz");
    }

    private readonly record struct Line(AccessLogDelivery Delivery, DateTimeOffset EndedAt, byte[] Json);

    private static partial class Log
    {
        [LoggerMessage(EventIds.AccessLogNotDelivered, LogLevel.Warning, "{Count} lines of the access log {Delivery} are lost: {Reason}")]
        public static partial void NotDelivered(ILogger logger, int count, string delivery, string reason);
    }
}
