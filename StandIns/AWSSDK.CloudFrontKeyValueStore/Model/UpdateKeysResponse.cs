#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>The store after a write.</summary>
public partial class UpdateKeysResponse : AmazonWebServiceResponse
{
    /// <summary>ETag of the store after the write; the next write needs it.</summary>
    public string ETag { get; set; }

    /// <summary>Pairs in the store.</summary>
    public int? ItemCount { get; set; }

    /// <summary>Size of the store, in bytes.</summary>
    public long? TotalSizeInBytes { get; set; }
}
