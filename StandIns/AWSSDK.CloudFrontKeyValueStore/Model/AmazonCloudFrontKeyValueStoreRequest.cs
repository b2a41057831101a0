#nullable disable

using Amazon.Runtime;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>Base of the requests of this service.</summary>
public partial class AmazonCloudFrontKeyValueStoreRequest : AmazonWebServiceRequest
{
}
