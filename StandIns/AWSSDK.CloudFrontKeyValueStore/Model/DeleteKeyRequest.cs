#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Deletes a pair.</summary>
public partial class DeleteKeyRequest : AmazonCloudFrontKeyValueStoreRequest
{
    /// <summary>ETag of the store, from its last write or from DescribeKeyValueStore. Required.</summary>
    public string IfMatch { get; set; }

    /// <summary>The key. Required.</summary>
    public string Key { get; set; }

    /// <summary>ARN of the store. Required.</summary>
    public string KvsARN { get; set; }
}
