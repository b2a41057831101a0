using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Microsoft.Extensions.Logging;

namespace Podcast.Functions.StreamProcessor;

/// <summary>
/// Writes to the key-value store, which has one ETag for all its keys. The ETag of the last write is kept; it is stale when somebody else wrote
/// since, and then <see cref="RefreshAsync"/> tells.
/// </summary>
internal sealed partial class KeyValueStoreWriter(IAmazonCloudFrontKeyValueStore client, string storeArn, ILogger<KeyValueStoreWriter> logger)
{
    private string? _etag;

    /// <summary>
    /// Makes sure that there is an ETag. What is read from the table after that, and written under the ETag, is never older than what another
    /// writer put into the store: had there been one in between, the ETag would be stale.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken) => _etag ??= await DescribeAsync(cancellationToken).ConfigureAwait(false);

    /// <returns>False when the ETag was the newest already.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var stale = _etag;
        _etag = null;
        _etag = await DescribeAsync(cancellationToken).ConfigureAwait(false);
        return _etag != stale;
    }

    /// <summary>Writes up to <see cref="StoreChunk.MaxKeys"/> operations in one call.</summary>
    /// <exception cref="ConflictException">The ETag is stale, or the store is in another state than ready.</exception>
    /// <exception cref="ValidationException">The ETag is stale, which the API's model leaves room for, or the operations are invalid.</exception>
    public async Task WriteAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        try
        {
            await UpdateAsync(operations, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceQuotaExceededException)
        {
            await WriteWhatFitsAsync(operations, cancellationToken).ConfigureAwait(false);
        }
    }

    // A full store must not keep an access that has ended. So what opens something is left to the fallback; what closes something is written,
    // and if even that finds no room, its key is taken out, which closes it as well.
    private async Task WriteWhatFitsAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        LogFull(operations.Count);
        try
        {
            await UpdateAsync([.. operations.Select(operation => operation.MayBeLeftOut && operation.Value?.Length > 1 ? operation with { Value = null } : operation)], cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ServiceQuotaExceededException)
        {
            await UpdateAsync([.. operations.Select(operation => operation.MayBeLeftOut ? operation with { Value = null } : operation)], cancellationToken)
                .ConfigureAwait(false);
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
            // A key that is to go may be gone already: a record that comes twice says so. The API does not tell which.
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

    private async Task<string> DescribeAsync(CancellationToken cancellationToken) =>
        (await client.DescribeKeyValueStoreAsync(new DescribeKeyValueStoreRequest { KvsARN = storeArn }, cancellationToken).ConfigureAwait(false)).ETag;

    [LoggerMessage(2001, LogLevel.Warning, "The key-value store is full: of {Count} keys, those that fit are written; the fallback answers for the others")]
    private partial void LogFull(int count);
}
