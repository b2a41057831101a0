#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>What a store is.</summary>
public partial class DescribeKeyValueStoreResponse : AmazonWebServiceResponse
{
    /// <summary>When the store was created.</summary>
    public DateTime? Created { get; set; }

    /// <summary>ETag of the store, of this data plane; the control plane has another.</summary>
    public string ETag { get; set; }

    /// <summary>Why the store could not be created; null when it could.</summary>
    public string FailureReason { get; set; }

    /// <summary>Pairs in the store.</summary>
    public int? ItemCount { get; set; }

    /// <summary>ARN of the store.</summary>
    public string KvsARN { get; set; }

    /// <summary>When a pair was last written; null when none was.</summary>
    public DateTime? LastModified { get; set; }

    /// <summary>State of the store, such as READY.</summary>
    public string Status { get; set; }

    /// <summary>Size of the store, in bytes.</summary>
    public long? TotalSizeInBytes { get; set; }
}
