#nullable disable

using Amazon.CloudFrontKeyValueStore.Endpoints;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.CloudFrontKeyValueStore.Internal;

/// <summary>Finds the endpoint of each request.</summary>
public class AmazonCloudFrontKeyValueStoreEndpointResolver : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = (AmazonCloudFrontKeyValueStoreConfig)requestContext.ClientConfig;
        return new CloudFrontKeyValueStoreEndpointParameters
        {
            KvsARN = GetKvsArn(requestContext.OriginalRequest),
            Region = requestContext.Request.AlternateEndpoint?.SystemName ?? GetRegion(config),
            UseFIPS = config.UseFIPSEndpoint,
            Endpoint = config.ServiceURL,
        };
    }

    private static string GetRegion(AmazonCloudFrontKeyValueStoreConfig config)
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

    private static string GetKvsArn(AmazonWebServiceRequest request) => request switch
    {
        DeleteKeyRequest delete => delete.KvsARN,
        DescribeKeyValueStoreRequest describe => describe.KvsARN,
        GetKeyRequest get => get.KvsARN,
        ListKeysRequest list => list.KvsARN,
        PutKeyRequest put => put.KvsARN,
        UpdateKeysRequest update => update.KvsARN,
        _ => null,
    };
}
