using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.EdgeStore;

/// <summary>
/// Writes to the key-value store, which has one ETag for all its keys. The ETag of the last write is kept; it is stale when another writer wrote
/// since, and <see cref="RefreshAsync"/> reads it again.
/// </summary>
internal sealed partial class KeyValueStoreWriter(
    IAmazonCloudFrontKeyValueStore client, string storeArn, StoreBudget budget, TimeProvider time, ILogger<KeyValueStoreWriter> logger)
{
    /// <summary>As much as a call's worth of entries of two shows.</summary>
    private const long MaxRoomAtOnce = StoreChunk.MaxKeys * 24;

    private readonly StoreRoom _room = new(client, storeArn, time);
    private string? _etag;
    private long? _size;
    private StoreTally _tally = StoreTally.Nothing;

    /// <summary>
    /// How much is made free when there is no room. What finds room takes up to nine calls, each of which costs as much as a write; so it is done for the
    /// next writes too, and not for each of them.
    /// </summary>
    public static long RoomAtOnce(StoreBudget budget) => Math.Min(MaxRoomAtOnce, budget.Bytes / 100);

    /// <summary>
    /// Makes sure that there is an ETag. What is read from the table after that, and written under the ETag, is never older than what another
    /// writer put into the store: had there been one in between, the ETag would be stale.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_etag is null)
        {
            await DescribeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>False when the ETag was the newest already.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var stale = _etag;
        _etag = null;
        await DescribeAsync(cancellationToken).ConfigureAwait(false);
        return _etag != stale;
    }

    /// <summary>What was written since the last time this was called.</summary>
    public StoreTally TakeTally()
    {
        var tally = _tally with { SizeInBytes = _size };
        _tally = StoreTally.Nothing;
        return tally;
    }

    /// <summary>Writes up to <see cref="StoreChunk.MaxKeys"/> operations in one call.</summary>
    /// <exception cref="ConflictException">The ETag is stale, or the store is in another state than ready.</exception>
    /// <exception cref="ValidationException">The ETag is stale, which the API's model leaves room for, or the operations are invalid.</exception>
    public async Task WriteAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        var fitting = await FitAsync(operations, cancellationToken).ConfigureAwait(false);
        try
        {
            await UpdateAsync(fitting, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceQuotaExceededException)
        {
            await WriteWhatFitsAsync(fitting, cancellationToken).ConfigureAwait(false);
        }
    }

    // Keys that are there already count double here: telling them apart takes a read for each key. That wastes a few KB of 5 MB.
    private async Task<IReadOnlyList<StoreOperation>> FitAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        var incoming = operations
            .Where(operation => operation is { Value: not null, MayBeLeftOut: true })
            .Select(operation => new StoreEntry(operation.Key, operation.Value!))
            .ToArray();
        var needed = (_size ?? 0) + incoming.Sum(entry => entry.Bytes) - budget.Bytes;
        if (needed <= 0 || incoming.Length == 0)
        {
            return operations;
        }

        var (evicted, leftOut) = await _room.MakeAsync(Math.Max(needed, RoomAtOnce(budget)), incoming, cancellationToken).ConfigureAwait(false);
        LogRoomMade(evicted.Count, leftOut.Count);

        // Under the ETag from before the pages were read: what they showed is what is taken out, or nothing is.
        foreach (var keys in evicted.Chunk(StoreChunk.MaxKeys))
        {
            await UpdateAsync([.. keys.Select(key => new StoreOperation(key, null, MayBeLeftOut: true))], cancellationToken).ConfigureAwait(false);
        }

        Count(leftOut: evicted.Count + leftOut.Count);

        // An entry that is left out must not stay as it was either.
        return leftOut.Count == 0
            ? operations
            : [.. operations.Select(operation => leftOut.Contains(operation.Key) ? operation with { Value = null } : operation)];
    }

    // A full store must not keep an access that has ended. So what opens something is left to the fallback; what closes something is written,
    // and if even that finds no room, its key is taken out, which closes it as well.
    private async Task WriteWhatFitsAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        LogFull(operations.Count);
        var left = 0;
        try
        {
            await UpdateAsync([.. operations.Select(operation => operation.Value?.Length > 1 ? LeaveOut(operation) : operation)], cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ServiceQuotaExceededException)
        {
            left = 0;
            await UpdateAsync([.. operations.Select(LeaveOut)], cancellationToken).ConfigureAwait(false);
        }

        Count(leftOut: left);

        StoreOperation LeaveOut(StoreOperation operation)
        {
            if (!operation.MayBeLeftOut || operation.Value is null)
            {
                return operation;
            }

            left++;
            return operation with { Value = null };
        }
    }

    private async Task UpdateAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(operations, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException) when (operations.Any(operation => operation.Value is null))
        {
            // A key to delete may be deleted already by an earlier delivery of the record. The API does not say which.
            await SendAsync(await WithoutMissingAsync(operations, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        if (operations.Count == 0)
        {
            return;
        }

        var etag = _etag ?? throw new InvalidOperationException($"{nameof(PrepareAsync)} comes first.");
        try
        {
            var response = await client.UpdateKeysAsync(
                new UpdateKeysRequest
                {
                    KvsARN = storeArn,
                    IfMatch = etag,
                    Puts = [.. operations.Where(operation => operation.Value is not null).Select(operation => new PutKeyRequestListItem { Key = operation.Key, Value = operation.Value })],
                    Deletes = [.. operations.Where(operation => operation.Value is null).Select(operation => new DeleteKeyRequestListItem { Key = operation.Key })],
                },
                cancellationToken).ConfigureAwait(false);
            _etag = response.ETag;
            _size = response.TotalSizeInBytes ?? _size;
            Count(calls: 1, keys: operations.Count);
        }
        catch (Exception failure) when (failure is not AmazonCloudFrontKeyValueStoreException)
        {
            // Whether it was written is not known, and so neither is the ETag.
            _etag = null;
            throw;
        }
    }

    private async Task<List<StoreOperation>> WithoutMissingAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        var left = new List<StoreOperation>(operations.Count);
        foreach (var operation in operations)
        {
            if (operation.Value is not null || await ExistsAsync(operation.Key, cancellationToken).ConfigureAwait(false))
            {
                left.Add(operation);
            }
        }

        return left;
    }

    private async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetKeyAsync(new GetKeyRequest { KvsARN = storeArn, Key = key }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ResourceNotFoundException)
        {
            return false;
        }
    }

    private async Task DescribeAsync(CancellationToken cancellationToken)
    {
        var described = await client.DescribeKeyValueStoreAsync(new DescribeKeyValueStoreRequest { KvsARN = storeArn }, cancellationToken).ConfigureAwait(false);
        _size = described.TotalSizeInBytes ?? _size;
        _etag = described.ETag;
    }

    private void Count(int calls = 0, int keys = 0, int leftOut = 0) =>
        _tally = _tally with { Calls = _tally.Calls + calls, KeysWritten = _tally.KeysWritten + keys, LeftOut = _tally.LeftOut + leftOut };

    [LoggerMessage(EventIds.StoreFull, LogLevel.Warning, "The key-value store is full: of {Count} keys, those that fit are written; the fallback serves the others")]
    private partial void LogFull(int count);

    [LoggerMessage(EventIds.StoreBudgetReached, LogLevel.Information, "The key-value store's budget is reached: {Evicted} entries were evicted and {LeftOut} not written; the fallback serves them")]
    private partial void LogRoomMade(int evicted, int leftOut);
}
