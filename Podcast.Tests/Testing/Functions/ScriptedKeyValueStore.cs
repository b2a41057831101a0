using System.Globalization;
using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;

namespace Podcast.Tests.Testing.Functions;

/// <summary>A key-value store in memory, with the ETag rules of the real one and faults on demand.</summary>
internal sealed class ScriptedKeyValueStore()
    : AmazonCloudFrontKeyValueStoreClient("access", "secret", new AmazonCloudFrontKeyValueStoreConfig { ServiceURL = "http://localhost:9" })
{
    private int _version;

    public Dictionary<string, string> Entries { get; } = [];

    public List<UpdateKeysRequest> Updates { get; } = [];

    public int Describes { get; private set; }

    /// <summary>Runs before each update; what it throws, the caller gets.</summary>
    public Action<UpdateKeysRequest>? BeforeUpdate { get; set; }

    /// <summary>The error response to a stale If-Match.</summary>
    public Func<Exception> Stale { get; set; } = static () => new ConflictException("The ETag is stale.");

    /// <summary>As after a write by somebody else.</summary>
    public void ChangeETag() => _version++;

    public override Task<DescribeKeyValueStoreResponse> DescribeKeyValueStoreAsync(
        DescribeKeyValueStoreRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Describes++;
        return Task.FromResult(new DescribeKeyValueStoreResponse { ETag = ETag });
    }

    public override Task<GetKeyResponse> GetKeyAsync(GetKeyRequest request, CancellationToken cancellationToken = default) =>
        Entries.TryGetValue(request.Key, out var value)
            ? Task.FromResult(new GetKeyResponse { Key = request.Key, Value = value })
            : throw new ResourceNotFoundException("No such key.");

    public override Task<UpdateKeysResponse> UpdateKeysAsync(UpdateKeysRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Updates.Add(request);
        BeforeUpdate?.Invoke(request);
        if (request.IfMatch != ETag)
        {
            throw Stale();
        }

        if (request.Puts.Count + request.Deletes.Count > 50)
        {
            throw new ValidationException("Too many keys.");
        }

        if (request.Deletes.Exists(delete => !Entries.ContainsKey(delete.Key)))
        {
            throw new ResourceNotFoundException("A key to delete does not exist.");
        }

        request.Puts.ForEach(put => Entries[put.Key] = put.Value);
        request.Deletes.ForEach(delete => Entries.Remove(delete.Key));
        _version++;
        return Task.FromResult(new UpdateKeysResponse { ETag = ETag });
    }

    private string ETag => "KV" + _version.ToString(CultureInfo.InvariantCulture);
}
