#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Creates a pair or replaces its value.</summary>
public partial class PutKeyRequest : AmazonCloudFrontKeyValueStoreRequest
{
    /// <summary>ETag of the store, from its last write or from DescribeKeyValueStore. Required.</summary>
    public string IfMatch { get; set; }

    /// <summary>The key, at most 512 bytes of UTF-8. Required.</summary>
    public string Key { get; set; }

    /// <summary>ARN of the store. Required.</summary>
    public string KvsARN { get; set; }

    /// <summary>The value, at most 1 KB of UTF-8. Required.</summary>
    [AWSProperty(Required = true, Sensitive = true)]
    public string Value { get; set; }
}
