#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFront;

/// <summary>Base of the requests of this service.</summary>
public partial class AmazonCloudFrontRequest : AmazonWebServiceRequest
{
}
