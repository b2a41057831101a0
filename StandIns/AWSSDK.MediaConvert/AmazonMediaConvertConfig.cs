#nullable disable

using Amazon.MediaConvert.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Util.Internal;

namespace Amazon.MediaConvert;

/// <summary>Configuration of <see cref="AmazonMediaConvertClient"/>.</summary>
public partial class AmazonMediaConvertConfig : ClientConfig
{
    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString("MediaConvert", "4.1.0");

    /// <summary>Creates a configuration with the values of the environment.</summary>
    public AmazonMediaConvertConfig()
        : base(new DefaultConfigurationProvider(AmazonMediaConvertDefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = "MediaConvert";
        AuthenticationServiceName = "mediaconvert";
        EndpointProvider = new AmazonMediaConvertEndpointProvider();
    }

    /// <summary>Name of the service in its model; <c>AWS_ENDPOINT_URL_MEDIACONVERT</c> comes from it.</summary>
    public static new string ServiceId => "MediaConvert";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "mediaconvert";

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-08-29";

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
        return new AmazonMediaConvertEndpointResolver().GetEndpoint(new Runtime.Internal.ExecutionContext(requestContext, null));
    }
}
