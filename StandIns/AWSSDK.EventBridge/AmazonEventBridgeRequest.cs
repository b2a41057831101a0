#nullable disable

using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>Base of the requests of this service.</summary>
public partial class AmazonEventBridgeRequest : AmazonWebServiceRequest
{
}
