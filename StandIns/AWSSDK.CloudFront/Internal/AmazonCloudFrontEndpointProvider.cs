#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.CloudFront.Internal;

/// <summary>The endpoint rules of the service's model: one host for a partition, or the endpoint that the client was configured with.</summary>
public class AmazonCloudFrontEndpointProvider : IEndpointProvider
{
    private const string SignedInVirginia = """{"authSchemes":[{"name":"sigv4","signingRegion":"us-east-1","signingName":"cloudfront"}]}""";
    private const string SignedInNingxia = """{"authSchemes":[{"name":"sigv4","signingRegion":"cn-northwest-1","signingName":"cloudfront"}]}""";

    /// <inheritdoc/>
    /// <exception cref="AmazonClientException">There is no such endpoint.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters["Region"] is not string region)
        {
            throw new AmazonClientException("Region parameter must be set for endpoint resolution");
        }

        if (parameters["UseDualStack"] is not bool useDualStack)
        {
            throw new AmazonClientException("UseDualStack parameter must be set for endpoint resolution");
        }

        if (parameters["UseFIPS"] is not bool useFips)
        {
            throw new AmazonClientException("UseFIPS parameter must be set for endpoint resolution");
        }

        if (Fn.Partition(region) is not { } partition)
        {
            throw new AmazonClientException("Cannot resolve endpoint");
        }

        if (parameters["Endpoint"] is string custom && Fn.ParseURL(custom) is not null)
        {
            return new Endpoint(Custom(custom, useFips, useDualStack), string.Empty, string.Empty);
        }

        var attributes = partition.name switch
        {
            "aws" => SignedInVirginia,
            "aws-cn" => SignedInNingxia,
            _ => string.Empty,
        };
        return new Endpoint(Url(region, partition, useFips, useDualStack), attributes, string.Empty);
    }

    private static string Custom(string endpoint, bool useFips, bool useDualStack)
    {
        if (useFips)
        {
            throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
        }

        return useDualStack ? throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported") : endpoint;
    }

    private static string Url(string region, Partition partition, bool useFips, bool useDualStack)
    {
        if (useFips && useDualStack)
        {
            return partition.supportsFIPS && partition.supportsDualStack
                ? $"https://cloudfront-fips.{region}.{partition.dualStackDnsSuffix}"
                : throw new AmazonClientException("FIPS and DualStack are enabled, but this partition does not support one or both");
        }

        if (useFips)
        {
            return partition.supportsFIPS
                ? $"https://cloudfront-fips.{region}.{partition.dnsSuffix}"
                : throw new AmazonClientException("FIPS is enabled but this partition does not support FIPS");
        }

        if (useDualStack)
        {
            return partition.supportsDualStack
                ? $"https://cloudfront.{region}.{partition.dualStackDnsSuffix}"
                : throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");
        }

        return partition.name switch
        {
            "aws" => "https://cloudfront.amazonaws.com",
            "aws-cn" => "https://cloudfront.cn-northwest-1.amazonaws.com.cn",
            _ => $"https://cloudfront.{region}.{partition.dnsSuffix}",
        };
    }
}
