#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Walks through the pairs of a store, once.</summary>
public interface IListKeysPaginator
{
    /// <summary>Page by page.</summary>
    IPaginatedEnumerable<ListKeysResponse> Responses { get; }

    /// <summary>Pair by pair.</summary>
    IPaginatedEnumerable<ListKeysResponseListItem> Items { get; }
}
