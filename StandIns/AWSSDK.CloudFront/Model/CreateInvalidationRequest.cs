#nullable disable

namespace Amazon.CloudFront.Model;

/// <summary>Asks for objects to be removed from the caches.</summary>
public partial class CreateInvalidationRequest : AmazonCloudFrontRequest
{
    /// <summary>Creates an empty request.</summary>
    public CreateInvalidationRequest()
    {
    }

    /// <summary>Creates a request.</summary>
    public CreateInvalidationRequest(string distributionId, InvalidationBatch invalidationBatch)
    {
        DistributionId = distributionId;
        InvalidationBatch = invalidationBatch;
    }

    /// <summary>The distribution. Required.</summary>
    public string DistributionId { get; set; }

    /// <summary>What is to be removed. Required.</summary>
    public InvalidationBatch InvalidationBatch { get; set; }
}
