#nullable disable

using Amazon.CloudFront.Internal;
using Amazon.CloudFront.Model;
using Amazon.CloudFront.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.CloudFront;

/// <summary>Client of Amazon CloudFront. Safe for several threads; meant to live as long as the process.</summary>
public partial class AmazonCloudFrontClient : AmazonServiceClient, IAmazonCloudFront
{
    private static readonly IServiceMetadata Metadata = new AmazonCloudFrontMetadata();

    /// <summary>Takes credentials and region from the environment.</summary>
    public AmazonCloudFrontClient()
        : base(new AmazonCloudFrontConfig())
    {
    }

    /// <summary>Takes credentials from the environment.</summary>
    public AmazonCloudFrontClient(RegionEndpoint region)
        : base(new AmazonCloudFrontConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Takes credentials from the environment.</summary>
    public AmazonCloudFrontClient(AmazonCloudFrontConfig config)
        : base(config)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonCloudFrontClient(AWSCredentials credentials)
        : this(credentials, new AmazonCloudFrontConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonCloudFrontConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontClient(AWSCredentials credentials, AmazonCloudFrontConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonCloudFrontClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCloudFrontConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCloudFrontConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontClient(
        string awsAccessKeyId, string awsSecretAccessKey, AmazonCloudFrontConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    /// <summary>Takes the region from the environment.</summary>
    public AmazonCloudFrontClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCloudFrontConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCloudFrontConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Creates a client.</summary>
    public AmazonCloudFrontClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonCloudFrontConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public virtual Task<CreateInvalidationResponse> CreateInvalidationAsync(
        CreateInvalidationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateInvalidationResponse>(
            request,
            new InvokeOptions { RequestMarshaller = CreateInvalidationMarshaller.Instance, ResponseUnmarshaller = CreateInvalidationUnmarshaller.Instance },
            cancellationToken);

    /// <inheritdoc/>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonCloudFrontEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonCloudFrontAuthSchemeHandler());
    }
}
