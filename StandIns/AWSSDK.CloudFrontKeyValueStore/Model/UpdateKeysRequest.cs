#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Writes and deletes several pairs, all or none: at most 50, or 3 MB.</summary>
public partial class UpdateKeysRequest : AmazonCloudFrontKeyValueStoreRequest
{
    /// <summary>Pairs to delete.</summary>
    public List<DeleteKeyRequestListItem> Deletes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>ETag of the store, from its last write or from DescribeKeyValueStore. Required.</summary>
    public string IfMatch { get; set; }

    /// <summary>ARN of the store. Required.</summary>
    public string KvsARN { get; set; }

    /// <summary>Pairs to create or replace.</summary>
    public List<PutKeyRequestListItem> Puts { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
