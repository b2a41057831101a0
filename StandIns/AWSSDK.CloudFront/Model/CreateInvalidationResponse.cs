#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFront.Model;

/// <summary>The invalidation that was begun.</summary>
public partial class CreateInvalidationResponse : AmazonWebServiceResponse
{
    /// <summary>The invalidation.</summary>
    public Invalidation Invalidation { get; set; }

    /// <summary>Its address.</summary>
    public string Location { get; set; }
}
