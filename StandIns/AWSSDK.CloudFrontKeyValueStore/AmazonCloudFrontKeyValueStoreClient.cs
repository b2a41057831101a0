#nullable disable

using Amazon.CloudFrontKeyValueStore.Internal;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CloudFrontKeyValueStore;

/// <summary>Client of CloudFront key-value stores. Safe for several threads; meant to live as long as the process.</summary>
public partial class AmazonCloudFrontKeyValueStoreClient : AmazonServiceClient, IAmazonCloudFrontKeyValueStore
{
    private static readonly IServiceMetadata Metadata = new AmazonCloudFrontKeyValueStoreMetadata();
    private ICloudFrontKeyValueStorePaginatorFactory _paginators;

    /// <summary>Takes credentials and region from the environment.</summary>
    public AmazonCloudFrontKeyValueStoreClient()
        : base(new AmazonCloudFrontKeyValueStoreConfig())
    {
    }

    /// <summary>Takes credentials from the environment.</summary>
    public AmazonCloudFrontKeyValueStoreClient(RegionEndpoint region)
        : base(new AmazonCloudFrontKeyValueStoreConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Takes credentials from the environment.</summary>
    public AmazonCloudFrontKeyValueStoreClient(AmazonCloudFrontKeyValueStoreConfig config)
        : base(config)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonCloudFrontKeyValueStoreClient(AWSCredentials credentials)
        : this(credentials, new AmazonCloudFrontKeyValueStoreConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontKeyValueStoreClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonCloudFrontKeyValueStoreConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontKeyValueStoreClient(AWSCredentials credentials, AmazonCloudFrontKeyValueStoreConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonCloudFrontKeyValueStoreClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCloudFrontKeyValueStoreConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontKeyValueStoreClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCloudFrontKeyValueStoreConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontKeyValueStoreClient(
        string awsAccessKeyId, string awsSecretAccessKey, AmazonCloudFrontKeyValueStoreConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonCloudFrontKeyValueStoreClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCloudFrontKeyValueStoreConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontKeyValueStoreClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCloudFrontKeyValueStoreConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontKeyValueStoreClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonCloudFrontKeyValueStoreConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    /// <inheritdoc/>
    public ICloudFrontKeyValueStorePaginatorFactory Paginators => _paginators ??= new CloudFrontKeyValueStorePaginatorFactory(this);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public virtual Task<DeleteKeyResponse> DeleteKeyAsync(DeleteKeyRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DeleteKeyResponse>(request, DeleteKeyMarshaller.Instance, WriteResponseUnmarshaller.DeleteKey, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeKeyValueStoreResponse> DescribeKeyValueStoreAsync(
        DescribeKeyValueStoreRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeKeyValueStoreResponse>(
            request, DescribeKeyValueStoreMarshaller.Instance, DescribeKeyValueStoreUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetKeyResponse> GetKeyAsync(GetKeyRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetKeyResponse>(request, GetKeyMarshaller.Instance, GetKeyUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListKeysResponse> ListKeysAsync(ListKeysRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListKeysResponse>(request, ListKeysMarshaller.Instance, ListKeysUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutKeyResponse> PutKeyAsync(PutKeyRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<PutKeyResponse>(request, PutKeyMarshaller.Instance, WriteResponseUnmarshaller.PutKey, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateKeysResponse> UpdateKeysAsync(UpdateKeysRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<UpdateKeysResponse>(request, UpdateKeysMarshaller.Instance, WriteResponseUnmarshaller.UpdateKeys, cancellationToken);

    /// <inheritdoc/>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonCloudFrontKeyValueStoreEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonCloudFrontKeyValueStoreAuthSchemeHandler());
    }

    private Task<TResponse> SendAsync<TResponse>(
        AmazonWebServiceRequest request,
        IMarshaller<IRequest, AmazonWebServiceRequest> marshaller,
        ResponseUnmarshaller unmarshaller,
        CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request, new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller }, cancellationToken);
}
