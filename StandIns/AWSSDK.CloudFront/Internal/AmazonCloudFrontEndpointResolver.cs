#nullable disable

using Amazon.CloudFront.Endpoints;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.CloudFront.Internal;

/// <summary>Finds the endpoint of each request.</summary>
public class AmazonCloudFrontEndpointResolver : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = (AmazonCloudFrontConfig)requestContext.ClientConfig;
        return new CloudFrontEndpointParameters
        {
            Region = requestContext.Request.AlternateEndpoint?.SystemName ?? GetRegion(config),
            UseDualStack = config.UseDualstackEndpoint,
            UseFIPS = config.UseFIPSEndpoint,
            Endpoint = config.ServiceURL,
        };
    }

    private static string GetRegion(AmazonCloudFrontConfig config)
    {
        if (config.RegionEndpoint is not null)
        {
            return config.RegionEndpoint.SystemName;
        }

        if (string.IsNullOrEmpty(config.ServiceURL))
        {
            return null;
        }

        return string.IsNullOrEmpty(config.AuthenticationRegion)
            ? RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL)).SystemName
            : config.AuthenticationRegion;
    }
}
