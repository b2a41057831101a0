#nullable disable

using System.Diagnostics.CodeAnalysis;
using Amazon.CloudFront.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.CloudFront;

/// <summary>Delivers content. Of the service, the operation that empties caches.</summary>
/// <remarks>https://docs.aws.amazon.com/cloudfront/latest/APIReference/</remarks>
public partial interface IAmazonCloudFront : IAmazonService, IDisposable
{
    /// <summary>Removes objects from the caches of all edge locations.</summary>
    /// <exception cref="NoSuchDistributionException">There is no such distribution.</exception>
    /// <exception cref="TooManyInvalidationsInProgressException">More paths, or more with an asterisk, are being invalidated than are allowed at once.</exception>
    Task<CreateInvalidationResponse> CreateInvalidationAsync(CreateInvalidationRequest request, CancellationToken cancellationToken = default);

    /// <summary>The endpoint a request would go to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    /// <inheritdoc/>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(AmazonCloudFrontConfig))]
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudFrontConfig();

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("AssemblyLoadTrimming", "IL2026", Justification = "Creates a class of this assembly, nothing by name.")]
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        if (clientConfig is not AmazonCloudFrontConfig config)
        {
            throw new AmazonClientException($"{nameof(clientConfig)} is not an {nameof(AmazonCloudFrontConfig)}.");
        }

        return awsCredentials is null
            ? new AmazonCloudFrontClient(config)
            : new AmazonCloudFrontClient(awsCredentials, config);
    }
}
