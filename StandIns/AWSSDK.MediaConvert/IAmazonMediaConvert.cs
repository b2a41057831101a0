#nullable disable

using System.Diagnostics.CodeAnalysis;
using Amazon.MediaConvert.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.MediaConvert;

/// <summary>Transcodes files. Of the service, the operations on jobs.</summary>
/// <remarks>https://docs.aws.amazon.com/mediaconvert/latest/apireference/</remarks>
public partial interface IAmazonMediaConvert : IAmazonService, IDisposable
{
    /// <summary>Walks through pages.</summary>
    IMediaConvertPaginatorFactory Paginators { get; }

    /// <summary>Cancels a job that has not ended.</summary>
    /// <exception cref="ConflictException">The job has ended.</exception>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    Task<CancelJobResponse> CancelJobAsync(CancelJobRequest request, CancellationToken cancellationToken = default);

    /// <summary>Submits a job.</summary>
    /// <exception cref="BadRequestException">The settings are not valid.</exception>
    /// <exception cref="TooManyRequestsException">Too many requests came in too short a time.</exception>
    Task<CreateJobResponse> CreateJobAsync(CreateJobRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells how a job stands.</summary>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    Task<GetJobResponse> GetJobAsync(GetJobRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of the jobs of the last three months.</summary>
    Task<ListJobsResponse> ListJobsAsync(ListJobsRequest request, CancellationToken cancellationToken = default);

    /// <summary>The endpoint a request would go to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    /// <inheritdoc/>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(AmazonMediaConvertConfig))]
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonMediaConvertConfig();

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("AssemblyLoadTrimming", "IL2026", Justification = "Creates a class of this assembly, nothing by name.")]
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        if (clientConfig is not AmazonMediaConvertConfig config)
        {
            throw new AmazonClientException($"{nameof(clientConfig)} is not an {nameof(AmazonMediaConvertConfig)}.");
        }

        return awsCredentials is null
            ? new AmazonMediaConvertClient(config)
            : new AmazonMediaConvertClient(awsCredentials, config);
    }
}
