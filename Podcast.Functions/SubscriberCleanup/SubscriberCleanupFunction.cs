using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.SubscriberCleanup;

/// <summary>
/// Ends the subscriptions whose time has run out. The edge has closed them to the second already, by the time in their entries; this makes it
/// known to the table, and by the stream frees their place in the store. It costs a query for each shard of the index and a write for each
/// that expires. Two runs at once do the work once between them.
/// </summary>
internal sealed partial class SubscriberCleanupFunction(
    DueSubscribers due, FunctionMetrics metrics, TimeProvider time, ILogger<SubscriberCleanupFunction> logger) : IFunction<JsonElement, CleanupResult>
{
    private const int ShardsAtOnce = 4;
    private const int WritesAtOnce = 8;

    /// <summary>More than the slowest page takes.</summary>
    private static readonly TimeSpan PageTime = TimeSpan.FromSeconds(3);

    public string Trigger => "timer";

    public static SubscriberCleanupFunction Compose(FunctionServices services) => Compose(services, DueSubscribers.DefaultPageSize);

    /// <param name="services">What it is composed from.</param>
    /// <param name="pageSize">See <see cref="DueSubscribers"/>.</param>
    public static SubscriberCleanupFunction Compose(FunctionServices services, int pageSize) => new(
        new(services.Aws.DynamoDb, services.Environment.SubscribersTable, pageSize),
        services.Metrics,
        services.Time,
        services.Loggers.CreateLogger<SubscriberCleanupFunction>());

    /// <param name="input">Of no importance: whoever calls, the work is the same.</param>
    /// <param name="invocation">Its end is where the run stops, between two pages.</param>
    public async Task<CleanupResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var expired = 0;
        var renewed = 0;
        var unfinished = 0;

        // Where a run begins is random: when none has the time for all, no shard is always the last.
#pragma warning disable CA5394 // The shard is no secret.
        var first = Random.Shared.Next(Shard.Count);
#pragma warning restore CA5394
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, Shard.Count).Select(number => Shard.Name((first + number) % Shard.Count)),
                new ParallelOptions { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = invocation.Deadline },
                WorkAsync).ConfigureAwait(false);
        }
        finally
        {
            metrics.Record(FunctionMetric.SubscribersExpired, expired, FunctionMetricUnit.Count);
            LogDone(expired, renewed, unfinished);
        }

        return new(expired, renewed, unfinished == 0);

        async ValueTask WorkAsync(string shard, CancellationToken cancellationToken)
        {
            Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>? next = null;
            do
            {
                if (invocation.EndsAt - time.GetUtcNow() < PageTime)
                {
                    Interlocked.Increment(ref unfinished);
                    return;
                }

                (var ids, next) = await due.ReadAsync(shard, now, next, cancellationToken).ConfigureAwait(false);
                await Parallel.ForEachAsync(
                    ids,
                    new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
                    async (id, cancellation) =>
                    {
                        if (await due.TryExpireAsync(id, now, cancellation).ConfigureAwait(false))
                        {
                            Interlocked.Increment(ref expired);
                        }
                        else
                        {
                            Interlocked.Increment(ref renewed);
                        }
                    }).ConfigureAwait(false);
            }
            while (next is not null);
        }
    }

    [LoggerMessage(4001, LogLevel.Information, "{Expired} subscriptions expired, {Renewed} were written by somebody else first, {Unfinished} shards are left for the next run")]
    private partial void LogDone(int expired, int renewed, int unfinished);
}
