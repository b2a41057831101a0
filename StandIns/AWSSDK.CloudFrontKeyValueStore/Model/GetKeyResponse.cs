#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>A pair.</summary>
public partial class GetKeyResponse : AmazonWebServiceResponse
{
    /// <summary>Pairs in the store.</summary>
    public int? ItemCount { get; set; }

    /// <summary>Key.</summary>
    public string Key { get; set; }

    /// <summary>Size of the store, in bytes.</summary>
    public long? TotalSizeInBytes { get; set; }

    /// <summary>Value.</summary>
    [AWSProperty(Required = true, Sensitive = true)]
    public string Value { get; set; }
}
