#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using ParsedArn = Amazon.Runtime.Internal.Endpoints.StandardLibrary.Arn;

namespace Amazon.CloudFrontKeyValueStore.Internal;

/// <summary>
/// The endpoint rules of the service's model: the account of the store is a label of the host, and requests are signed for every region.
/// </summary>
public class AmazonCloudFrontKeyValueStoreEndpointProvider : IEndpointProvider
{
    private const string Attributes =
        """{"authSchemes":[{"name":"sigv4a","signingName":"cloudfront-keyvaluestore","signingRegionSet":["*"]}]}""";

    /// <inheritdoc/>
    /// <exception cref="AmazonClientException">The ARN is not that of a key-value store this client can reach.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters["UseFIPS"] is not bool useFips)
        {
            throw new AmazonClientException("UseFIPS parameter must be set for endpoint resolution");
        }

        if (useFips)
        {
            throw new AmazonClientException("Invalid Configuration: FIPS is not supported with CloudFront-KeyValueStore.");
        }

        var arn = ParseArn((string)parameters["KvsARN"]);
        CheckPartition(arn.partition, (string)parameters["Region"]);
        return new Endpoint(GetUrl(arn.accountId, (string)parameters["Endpoint"]), Attributes, string.Empty);
    }

    private static ParsedArn ParseArn(string text)
    {
        if (text is null)
        {
            throw new AmazonClientException("KVS ARN must be provided to use this service");
        }

        var arn = Fn.ParseArn(text) ?? throw new AmazonClientException("KVS ARN must be a valid ARN");
        if (arn.service != "cloudfront")
        {
            throw new AmazonClientException($"Provided ARN is not a valid CloudFront Service ARN. Found: `{arn.service}`");
        }

        if (!string.IsNullOrEmpty(arn.region))
        {
            throw new AmazonClientException($"Provided ARN must be a global resource ARN. Found: `{arn.region}`");
        }

        var type = arn.resourceId.Count == 0 ? null : arn.resourceId[0];
        if (string.IsNullOrEmpty(type))
        {
            throw new AmazonClientException("No resource type found in the KVS ARN. Resource type must be `key-value-store`.");
        }

        return type == "key-value-store"
            ? arn
            : throw new AmazonClientException($"ARN resource type is invalid. Expected `key-value-store`, found: `{type}`");
    }

    private static void CheckPartition(string partition, string region)
    {
        if (partition != "aws")
        {
            throw new AmazonClientException($"CloudFront-KeyValueStore is not supported in partition `{partition}`");
        }

        if (region is not null && Fn.Partition(region) is { } own && own.name != partition)
        {
            throw new AmazonClientException($"Client was configured for partition `{own.name}` but Kvs ARN has `{partition}`");
        }
    }

    private static string GetUrl(string accountId, string endpoint)
    {
        if (endpoint is null)
        {
            return $"https://{accountId}.cloudfront-kvs.global.api.aws";
        }

        var url = Fn.ParseURL(endpoint) ?? throw new AmazonClientException("Provided endpoint is not a valid URL");
        return $"{url.scheme}://{accountId}.{url.authority}{url.path}";
    }
}
