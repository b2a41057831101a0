#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Reads a pair.</summary>
public partial class GetKeyRequest : AmazonCloudFrontKeyValueStoreRequest
{
    /// <summary>The key. Required.</summary>
    public string Key { get; set; }

    /// <summary>ARN of the store. Required.</summary>
    public string KvsARN { get; set; }
}
