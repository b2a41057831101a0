#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.CloudFrontKeyValueStore.Internal;

/// <summary>Chooses how a request is signed: as its endpoint says, which is SigV4A.</summary>
public class AmazonCloudFrontKeyValueStoreAuthSchemeHandler : BaseAuthResolverHandler
{
    private readonly AmazonCloudFrontKeyValueStoreEndpointResolver _endpointResolver = new();

    /// <inheritdoc/>
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        RetrieveSchemesFromEndpoint(_endpointResolver.GetEndpoint(executionContext)) ?? AuthSchemeOption.DEFAULT_SIGV4;
}
