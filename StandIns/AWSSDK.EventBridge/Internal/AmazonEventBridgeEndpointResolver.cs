#nullable disable

using Amazon.EventBridge.Endpoints;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.EventBridge.Internal;

/// <summary>Finds the endpoint of each request.</summary>
public class AmazonEventBridgeEndpointResolver : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = (AmazonEventBridgeConfig)requestContext.ClientConfig;
        return new EventBridgeEndpointParameters
        {
            Region = requestContext.Request.AlternateEndpoint?.SystemName ?? GetRegion(config),
            UseDualStack = config.UseDualstackEndpoint,
            UseFIPS = config.UseFIPSEndpoint,
            Endpoint = config.ServiceURL,
        };
    }

    private static string GetRegion(AmazonEventBridgeConfig config)
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
