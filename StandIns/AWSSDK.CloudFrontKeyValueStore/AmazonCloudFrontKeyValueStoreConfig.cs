#nullable disable

using Amazon.CloudFrontKeyValueStore.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Util.Internal;

namespace Amazon.CloudFrontKeyValueStore;

/// <summary>Configuration of <see cref="AmazonCloudFrontKeyValueStoreClient"/>.</summary>
public partial class AmazonCloudFrontKeyValueStoreConfig : ClientConfig
{
    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString("CloudFront KeyValueStore", "4.1.0");

    /// <summary>Creates a configuration with the values of the environment.</summary>
    public AmazonCloudFrontKeyValueStoreConfig()
        : base(new DefaultConfigurationProvider(AmazonCloudFrontKeyValueStoreDefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = "CloudFront KeyValueStore";
        AuthenticationServiceName = "cloudfront-keyvaluestore";
        EndpointProvider = new AmazonCloudFrontKeyValueStoreEndpointProvider();
    }

    /// <summary>Name of the service in its model; <c>AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE</c> comes from it.</summary>
    public static new string ServiceId => "CloudFront KeyValueStore";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "cloudfront-keyvaluestore";

    /// <inheritdoc/>
    public override string ServiceVersion => "2022-07-26";

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
        return new AmazonCloudFrontKeyValueStoreEndpointResolver().GetEndpoint(new Runtime.Internal.ExecutionContext(requestContext, null));
    }
}
