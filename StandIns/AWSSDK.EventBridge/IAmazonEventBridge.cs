#nullable disable

using System.Diagnostics.CodeAnalysis;
using Amazon.EventBridge.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.EventBridge;

/// <summary>Routes events. Of the service, the operation that puts events on a bus.</summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/APIReference/</remarks>
public partial interface IAmazonEventBridge : IAmazonService, IDisposable
{
    /// <summary>Puts up to ten events on buses. What the bus did not take is in the response, not in an exception.</summary>
    /// <exception cref="InternalException">The service failed.</exception>
    Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default);

    /// <summary>The endpoint a request would go to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    /// <inheritdoc/>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(AmazonEventBridgeConfig))]
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEventBridgeConfig();

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("AssemblyLoadTrimming", "IL2026", Justification = "Creates a class of this assembly, nothing by name.")]
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        if (clientConfig is not AmazonEventBridgeConfig config)
        {
            throw new AmazonClientException($"{nameof(clientConfig)} is not an {nameof(AmazonEventBridgeConfig)}.");
        }

        return awsCredentials is null
            ? new AmazonEventBridgeClient(config)
            : new AmazonEventBridgeClient(awsCredentials, config);
    }
}
