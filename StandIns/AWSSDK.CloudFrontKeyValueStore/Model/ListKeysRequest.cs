#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Lists a page of the pairs.</summary>
public partial class ListKeysRequest : AmazonCloudFrontKeyValueStoreRequest
{
    /// <summary>ARN of the store. Required.</summary>
    public string KvsARN { get; set; }

    /// <summary>Pairs a page, 1 to 50; 10 when it is null.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Where the page starts, from the page before.</summary>
    public string NextToken { get; set; }
}
