#nullable disable

using System.Diagnostics.CodeAnalysis;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.CloudFrontKeyValueStore;

/// <summary>Reads and writes the pairs of CloudFront key-value stores.</summary>
/// <remarks>https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront_KeyValueStore.html</remarks>
public partial interface IAmazonCloudFrontKeyValueStore : IAmazonService, IDisposable
{
    /// <summary>Walks through pages.</summary>
    ICloudFrontKeyValueStorePaginatorFactory Paginators { get; }

    /// <summary>Deletes a pair.</summary>
    /// <exception cref="ConflictException">The ETag is not the store's.</exception>
    /// <exception cref="ResourceNotFoundException">There is no such store or key.</exception>
    Task<DeleteKeyResponse> DeleteKeyAsync(DeleteKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells what a store is, with its ETag.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such store.</exception>
    Task<DescribeKeyValueStoreResponse> DescribeKeyValueStoreAsync(
        DescribeKeyValueStoreRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a pair.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such store or key.</exception>
    Task<GetKeyResponse> GetKeyAsync(GetKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of the pairs.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such store.</exception>
    Task<ListKeysResponse> ListKeysAsync(ListKeysRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates a pair or replaces its value.</summary>
    /// <exception cref="ConflictException">The ETag is not the store's.</exception>
    /// <exception cref="ServiceQuotaExceededException">The store has no room for it.</exception>
    Task<PutKeyResponse> PutKeyAsync(PutKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Writes and deletes several pairs, all or none.</summary>
    /// <exception cref="ConflictException">The ETag is not the store's.</exception>
    /// <exception cref="ServiceQuotaExceededException">The store has no room for it.</exception>
    Task<UpdateKeysResponse> UpdateKeysAsync(UpdateKeysRequest request, CancellationToken cancellationToken = default);

    /// <summary>The endpoint a request would go to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    /// <inheritdoc/>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(AmazonCloudFrontKeyValueStoreConfig))]
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudFrontKeyValueStoreConfig();

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("AssemblyLoadTrimming", "IL2026", Justification = "Creates a class of this assembly, nothing by name.")]
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        if (clientConfig is not AmazonCloudFrontKeyValueStoreConfig config)
        {
            throw new AmazonClientException($"{nameof(clientConfig)} is not an {nameof(AmazonCloudFrontKeyValueStoreConfig)}.");
        }

        return awsCredentials is null
            ? new AmazonCloudFrontKeyValueStoreClient(config)
            : new AmazonCloudFrontKeyValueStoreClient(awsCredentials, config);
    }
}
