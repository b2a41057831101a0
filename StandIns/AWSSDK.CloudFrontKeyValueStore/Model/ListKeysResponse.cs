#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>A page of the pairs.</summary>
public partial class ListKeysResponse : AmazonWebServiceResponse
{
    /// <summary>The pairs; null when there are none.</summary>
    public List<ListKeysResponseListItem> Items { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>Where the next page starts; null on the last one.</summary>
    public string NextToken { get; set; }
}
