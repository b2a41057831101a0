using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;
using UpdateKeysRequest = Amazon.CloudFrontKeyValueStore.Model.UpdateKeysRequest;

namespace Podcast.Tests.Testing.Functions;

/// <summary>The local AWS's key-value store behind the SDK's client, without the way over HTTP between them.</summary>
internal sealed class InMemoryStore(KeyValueStoreState store)
    : AmazonCloudFrontKeyValueStoreClient("access", "secret", new AmazonCloudFrontKeyValueStoreConfig { ServiceURL = "http://localhost:9" })
{
    /// <summary>Runs before and after each call; what it throws, the caller gets.</summary>
    public Action<bool>? OnCall { get; set; }

    /// <summary>Runs before a write reaches the store, once: somebody else is faster.</summary>
    public Func<Task>? BeforeUpdate { get; set; }

    public Sabotage Sabotage { get; init; }

    public int UpdateCalls { get; private set; }

    public override Task<DescribeKeyValueStoreResponse> DescribeKeyValueStoreAsync(
        DescribeKeyValueStoreRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () => new DescribeKeyValueStoreResponse
        {
            ETag = store.Current.ETag,
            ItemCount = store.Current.Entries.Count,
            TotalSizeInBytes = store.Current.TotalSizeInBytes,
        });

    public override Task<GetKeyResponse> GetKeyAsync(GetKeyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () => new GetKeyResponse
        {
            Key = request.Key,
            Value = store.Current.Find(request.Key) ?? throw new ResourceNotFoundException("No such key."),
        });

    public override Task<ListKeysResponse> ListKeysAsync(ListKeysRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () =>
        {
            var size = request.MaxResults ?? 10;
            var found = store.Current.After(request.NextToken).Take(size + 1).ToArray();
            return new ListKeysResponse
            {
                Items = [.. found.Take(size).Select(entry => new ListKeysResponseListItem { Key = entry.Key, Value = entry.Value })],
                NextToken = found.Length > size ? found[size - 1].Key : null,
            };
        });

    public override async Task<UpdateKeysResponse> UpdateKeysAsync(UpdateKeysRequest request, CancellationToken cancellationToken = default)
    {
        if (BeforeUpdate is { } somebodyElse)
        {
            BeforeUpdate = null;
            await somebodyElse();
        }

        return await CallAsync(cancellationToken, () =>
        {
            UpdateCalls++;
            var puts = request.Puts.Select(put => new KeyValueEntry(put.Key, put.Value)).ToArray();
            var deletes = request.Deletes.Select(delete => delete.Key).ToArray();
            Assert.Distinct(puts.Select(put => put.Key).Concat(deletes));
            try
            {
                var etag = Sabotage == Sabotage.StoreTakesAnyETag ? store.Current.ETag : request.IfMatch;
                if (Sabotage == Sabotage.OrphansAreKept && puts.Length == 0)
                {
                    deletes = [];
                }

                var after = store.Update(etag, puts, deletes);
                return new UpdateKeysResponse { ETag = after.ETag, ItemCount = after.Entries.Count, TotalSizeInBytes = after.TotalSizeInBytes };
            }
            catch (AwsException refused)
            {
                throw refused.Code switch
                {
                    "ConflictException" => new ConflictException(refused.Message),
                    "ServiceQuotaExceededException" => new ServiceQuotaExceededException(refused.Message),
                    _ => new AmazonCloudFrontKeyValueStoreException(refused.Message, ErrorType.Sender, refused.Code, "request", System.Net.HttpStatusCode.BadRequest),
                };
            }
        });
    }

    private Task<T> CallAsync<T>(CancellationToken cancellationToken, Func<T> call)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            OnCall?.Invoke(false);
            var response = call();
            OnCall?.Invoke(true);
            return Task.FromResult(response);
        }
#pragma warning disable CA1031 // As the client does: the task fails, not the call.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Task.FromException<T>(failure);
        }
    }
}
