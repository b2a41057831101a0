#nullable disable

using Amazon.EventBridge.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Util.Internal;

namespace Amazon.EventBridge;

/// <summary>Configuration of <see cref="AmazonEventBridgeClient"/>.</summary>
public partial class AmazonEventBridgeConfig : ClientConfig
{
    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString("EventBridge", "4.1.0");

    /// <summary>Creates a configuration with the values of the environment.</summary>
    public AmazonEventBridgeConfig()
        : base(new DefaultConfigurationProvider(AmazonEventBridgeDefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = "EventBridge";
        AuthenticationServiceName = "events";
        EndpointProvider = new AmazonEventBridgeEndpointProvider();
    }

    /// <summary>Name of the service in its model; <c>AWS_ENDPOINT_URL_EVENTBRIDGE</c> comes from it.</summary>
    public static new string ServiceId => "EventBridge";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "events";

    /// <inheritdoc/>
    public override string ServiceVersion => "2015-10-07";

    /// <inheritdoc/>
    public override string UserAgent => UserAgentString;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        var requestContext = new RequestContext(false, new AWS4Signer())
        {
            ClientConfig = this,
            OriginalRequest = parameters.Request,
            Request = new DefaultRequest(parameters.Request, ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint },
        };
        return new AmazonEventBridgeEndpointResolver().GetEndpoint(new Runtime.Internal.ExecutionContext(requestContext, null));
    }
}
