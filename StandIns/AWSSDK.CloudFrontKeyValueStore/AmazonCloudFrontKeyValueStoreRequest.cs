#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore;

/// <summary>Base of the requests of this service.</summary>
public partial class AmazonCloudFrontKeyValueStoreRequest : AmazonWebServiceRequest
{
}
