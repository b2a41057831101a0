#nullable disable

using Amazon.MediaConvert.Internal;
using Amazon.MediaConvert.Model;
using Amazon.MediaConvert.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.MediaConvert;

/// <summary>Client of AWS Elemental MediaConvert. Safe for several threads; meant to live as long as the process.</summary>
public partial class AmazonMediaConvertClient : AmazonServiceClient, IAmazonMediaConvert
{
    private static readonly IServiceMetadata Metadata = new AmazonMediaConvertMetadata();
    private IMediaConvertPaginatorFactory _paginators;

    /// <summary>Takes credentials and region from the environment.</summary>
    public AmazonMediaConvertClient()
        : base(new AmazonMediaConvertConfig())
    {
    }

    /// <summary>Takes credentials from the environment.</summary>
    public AmazonMediaConvertClient(RegionEndpoint region)
        : base(new AmazonMediaConvertConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Takes credentials from the environment.</summary>
    public AmazonMediaConvertClient(AmazonMediaConvertConfig config)
        : base(config)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonMediaConvertClient(AWSCredentials credentials)
        : this(credentials, new AmazonMediaConvertConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonMediaConvertClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonMediaConvertConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonMediaConvertClient(AWSCredentials credentials, AmazonMediaConvertConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonMediaConvertClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonMediaConvertConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonMediaConvertClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonMediaConvertConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonMediaConvertClient(
        string awsAccessKeyId, string awsSecretAccessKey, AmazonMediaConvertConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonMediaConvertClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonMediaConvertConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonMediaConvertClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonMediaConvertConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonMediaConvertClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonMediaConvertConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    /// <inheritdoc/>
    public IMediaConvertPaginatorFactory Paginators => _paginators ??= new MediaConvertPaginatorFactory(this);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public virtual Task<CancelJobResponse> CancelJobAsync(CancelJobRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CancelJobResponse>(request, CancelJobMarshaller.Instance, CancelJobUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateJobResponse> CreateJobAsync(CreateJobRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CreateJobResponse>(request, CreateJobMarshaller.Instance, CreateJobUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetJobResponse> GetJobAsync(GetJobRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetJobResponse>(request, GetJobMarshaller.Instance, GetJobUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListJobsResponse> ListJobsAsync(ListJobsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListJobsResponse>(request, ListJobsMarshaller.Instance, ListJobsUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonMediaConvertEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonMediaConvertAuthSchemeHandler());
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
