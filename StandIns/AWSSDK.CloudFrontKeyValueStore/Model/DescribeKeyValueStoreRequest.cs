#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Describes a store.</summary>
public partial class DescribeKeyValueStoreRequest : AmazonCloudFrontKeyValueStoreRequest
{
    /// <summary>ARN of the store. Required.</summary>
    public string KvsARN { get; set; }
}
