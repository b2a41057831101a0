#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Creates paginators.</summary>
public class CloudFrontKeyValueStorePaginatorFactory : ICloudFrontKeyValueStorePaginatorFactory
{
    private readonly IAmazonCloudFrontKeyValueStore _client;

    internal CloudFrontKeyValueStorePaginatorFactory(IAmazonCloudFrontKeyValueStore client) => _client = client;

    /// <inheritdoc/>
    public IListKeysPaginator ListKeys(ListKeysRequest request) => new ListKeysPaginator(_client, request);
}
