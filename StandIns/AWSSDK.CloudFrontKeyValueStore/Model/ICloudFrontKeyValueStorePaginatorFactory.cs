#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Creates paginators.</summary>
public interface ICloudFrontKeyValueStorePaginatorFactory
{
    /// <summary>Walks through the pairs of a store.</summary>
    IListKeysPaginator ListKeys(ListKeysRequest request);
}
