using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.SubscriberCleanup;

/// <summary>
/// Marks expired subscriptions as lapsed. The edge already denies them, because their entries have the time; this updates
/// the table, and through the stream frees their room in the store. It costs a query per shard of the index and a write per
/// subscription that expires. Two concurrent runs share the work.
/// </summary>
internal sealed partial class SubscriberCleanupFunction(
    DueSubscribers due, FunctionMetrics metrics, TimeProvider time, ILogger<SubscriberCleanupFunction> logger) : IFunction<JsonElement, CleanupResult>
{
    private const int ShardsAtOnce = 4;
    private const int WritesAtOnce = 8;

    /// <summary>Longer than the slowest page takes.</summary>
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

    /// <param name="input">Ignored.</param>
    /// <param name="invocation">The run stops before its end, between two pages.</param>
    public async Task<CleanupResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var expired = 0;
        var renewed = 0;
        var unfinished = 0;

        // A random first shard: when no run has time for all shards, none of them always comes last.
#pragma warning disable CA5394 // The shard need not be unpredictable.
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
            metrics.Record(FunctionMetric.SubscriptionsExpired, expired);
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

    [LoggerMessage(EventIds.CleanupFinished, LogLevel.Information, "{Expired} subscriptions expired, {Renewed} were changed concurrently, {Unfinished} shards are left for the next run")]
    private partial void LogDone(int expired, int renewed, int unfinished);
}
