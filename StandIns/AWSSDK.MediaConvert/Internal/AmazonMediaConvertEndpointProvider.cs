#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.MediaConvert.Internal;

/// <summary>The endpoint rules of the service's model: the region's host, or the endpoint that the client was configured with.</summary>
public class AmazonMediaConvertEndpointProvider : IEndpointProvider
{
    private const string China = "https://subscribe.mediaconvert.cn-northwest-1.amazonaws.com.cn";

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

        return new Endpoint(
            parameters["Endpoint"] is string custom ? Custom(custom, useFips, useDualStack) : Regional((string)parameters["Region"], useFips, useDualStack),
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

    private static string Regional(string region, bool useFips, bool useDualStack)
    {
        if (region is null || Fn.Partition(region) is not { } partition)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        if (useFips && useDualStack)
        {
            return partition.supportsFIPS && partition.supportsDualStack
                ? $"https://mediaconvert-fips.{region}.{partition.dualStackDnsSuffix}"
                : throw new AmazonClientException("FIPS and DualStack are enabled, but this partition does not support one or both");
        }

        if (useFips)
        {
            return !partition.supportsFIPS ? throw new AmazonClientException("FIPS is enabled but this partition does not support FIPS")
                : partition.name == "aws-us-gov" ? $"https://mediaconvert.{region}.amazonaws.com"
                : $"https://mediaconvert-fips.{region}.{partition.dnsSuffix}";
        }

        if (useDualStack)
        {
            return partition.supportsDualStack
                ? $"https://mediaconvert.{region}.{partition.dualStackDnsSuffix}"
                : throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");
        }

        return region == "cn-northwest-1" ? China : $"https://mediaconvert.{region}.{partition.dnsSuffix}";
    }
}
