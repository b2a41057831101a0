#nullable disable

using Amazon.CloudFront.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Util.Internal;

namespace Amazon.CloudFront;

/// <summary>Configuration of <see cref="AmazonCloudFrontClient"/>.</summary>
public partial class AmazonCloudFrontConfig : ClientConfig
{
    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString("CloudFront", "4.1.0");

    /// <summary>Creates a configuration with the values of the environment.</summary>
    public AmazonCloudFrontConfig()
        : base(new DefaultConfigurationProvider(AmazonCloudFrontDefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = "CloudFront";
        AuthenticationServiceName = "cloudfront";
        EndpointProvider = new AmazonCloudFrontEndpointProvider();
    }

    /// <summary>Name of the service in its model; <c>AWS_ENDPOINT_URL_MEDIACONVERT</c> comes from it.</summary>
    public static new string ServiceId => "CloudFront";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "cloudfront";

    /// <inheritdoc/>
    public override string ServiceVersion => "2020-05-31";

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
        return new AmazonCloudFrontEndpointResolver().GetEndpoint(new Runtime.Internal.ExecutionContext(requestContext, null));
    }
}
