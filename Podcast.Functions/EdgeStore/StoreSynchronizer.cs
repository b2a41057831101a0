using Amazon.CloudFrontKeyValueStore.Model;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.EdgeStore;

/// <summary>
/// Brings the store to what the table says about the changed items, in order and in as few calls as the store's limits allow.
/// </summary>
internal sealed partial class StoreSynchronizer(
    SubscriberProjection projection, KeyValueStoreWriter writer, TimeProvider time, ILogger<StoreSynchronizer> logger) : IDisposable
{
    private const int MaxConflicts = 8;

    // If another batch refreshed the writer's ETag between this batch's read and write, this batch could overwrite newer entries.
    private readonly SemaphoreSlim _one = new(1);

    public static StoreSynchronizer Compose(FunctionServices services) => new(
        new(services.Aws.DynamoDb, services.Environment.SubscribersTable, services.Time),
        new(
            services.Aws.KeyValueStore,
            services.Environment.KeyValueStoreArn,
            StoreBudget.Of(services.Environment),
            services.Time,
            services.Loggers.CreateLogger<KeyValueStoreWriter>()),
        services.Time,
        services.Loggers.CreateLogger<StoreSynchronizer>());

    public void Dispose() => _one.Dispose();

    /// <summary>Never throws: the outcome has the changes that failed.</summary>
    public async Task<SyncOutcome> ApplyAsync(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken)
    {
        var rest = changes;
        var invalid = new List<Projection>();
        var tally = StoreTally.Nothing;
        try
        {
            await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                for (var conflicts = 0; rest.Count > 0; conflicts++)
                {
                    // In this order: see PrepareAsync.
                    await writer.PrepareAsync(cancellationToken).ConfigureAwait(false);
                    var projections = await projection.ReadAsync(rest, cancellationToken).ConfigureAwait(false);

                    // An invalid item must not block the others.
                    invalid.AddRange(projections.Where(change => change.Invalid is not null));
                    var valid = projections.Where(change => change.Invalid is null).ToArray();
                    var (written, failure) = await WriteAsync(valid, cancellationToken).ConfigureAwait(false);
                    rest = [.. valid.Skip(written).Select(change => change.Change)];
                    if (failure is null)
                    {
                        continue;
                    }

                    if (conflicts == MaxConflicts || !await IsConflictAsync(failure, cancellationToken).ConfigureAwait(false))
                    {
                        LogFailed(failure, rest.Count);
                        break;
                    }

                    await Backoff.DelayAsync(conflicts + 1, time, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                tally = writer.TakeTally();
                _one.Release();
            }
        }
#pragma warning disable CA1031 // What has been written stays written after any failure, and the stream continues from there.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(failure, rest.Count);
        }

        return new(rest, invalid, tally);
    }

    // The API's model leaves open which error a stale ETag gets. A ValidationException under the newest one is about the operations.
    private async Task<bool> IsConflictAsync(Exception failure, CancellationToken cancellationToken)
    {
        if (failure is not (ConflictException or ValidationException))
        {
            return false;
        }

        var wasStale = await writer.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return wasStale || failure is ConflictException;
    }

    /// <returns>How many changes are in the store, and what stopped it there.</returns>
    private async Task<(int Written, Exception? Failure)> WriteAsync(Projection[] projections, CancellationToken cancellationToken)
    {
        var operations = projections.SelectMany(change => change.Operations).ToArray();
        for (var start = 0; start < operations.Length;)
        {
            var count = StoreChunk.Count(operations, start);
            try
            {
                await writer.WriteAsync(operations[start..(start + count)], cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The caller decides what it means; how far it came must not be lost with it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                return (CountWhole(projections, start), failure);
            }

            start += count;
        }

        return (projections.Length, null);
    }

    // A change of which only a part is written is written again as a whole.
    private static int CountWhole(Projection[] projections, int operations)
    {
        var whole = 0;
        while (whole < projections.Length && projections[whole].Operations.Count <= operations)
        {
            operations -= projections[whole].Operations.Count;
            whole++;
        }

        return whole;
    }

    [LoggerMessage(EventIds.SynchronizationFailed, LogLevel.Error, "{Count} changed items could not be written to the key-value store")]
    private partial void LogFailed(Exception failure, int count);
}
