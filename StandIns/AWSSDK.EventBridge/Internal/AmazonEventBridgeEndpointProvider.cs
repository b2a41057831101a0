#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.EventBridge.Internal;

/// <summary>The endpoint rules of the service's model: the region's host, or the endpoint that the client was configured with.</summary>
public class AmazonEventBridgeEndpointProvider : IEndpointProvider
{
    /// <inheritdoc/>
    /// <exception cref="AmazonClientException">There is no such endpoint.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters["UseDualStack"] is not bool useDualStack)
        {
            throw new AmazonClientException("UseDualStack parameter must be set for endpoint resolution");
        }

        if (parameters["UseFIPS"] is not bool useFips)
        {
            throw new AmazonClientException("UseFIPS parameter must be set for endpoint resolution");
        }

        if (parameters["Region"] is not string region || Fn.Partition(region) is not { } partition)
        {
            throw new AmazonClientException("Cannot resolve endpoint");
        }

        return new Endpoint(
            parameters["Endpoint"] is string custom && Fn.ParseURL(custom) is not null
                ? Custom(custom, useFips, useDualStack)
                : Regional(region, partition, useFips, useDualStack),
            string.Empty,
            string.Empty);
    }

    private static string Custom(string endpoint, bool useFips, bool useDualStack)
    {
        if (useFips)
        {
            throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
        }

        return useDualStack ? throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported") : endpoint;
    }

    private static string Regional(string region, Partition partition, bool useFips, bool useDualStack)
    {
        if (useFips && useDualStack)
        {
            return partition.supportsFIPS && partition.supportsDualStack
                ? $"https://events-fips.{region}.{partition.dualStackDnsSuffix}"
                : throw new AmazonClientException("FIPS and DualStack are enabled, but this partition does not support one or both");
        }

        if (useFips)
        {
            return !partition.supportsFIPS ? throw new AmazonClientException("FIPS is enabled but this partition does not support FIPS")
                : region is "us-gov-west-1" or "us-gov-east-1" ? $"https://events.{region}.amazonaws.com"
                : $"https://events-fips.{region}.{partition.dnsSuffix}";
        }

        if (useDualStack)
        {
            return partition.supportsDualStack
                ? $"https://events.{region}.{partition.dualStackDnsSuffix}"
                : throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");
        }

        return $"https://events.{region}.{partition.dnsSuffix}";
    }
}
