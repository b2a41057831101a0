#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.EventBridge.Internal;

/// <summary>Chooses how a request is signed: with SigV4.</summary>
public class AmazonEventBridgeAuthSchemeHandler : BaseAuthResolverHandler
{
    /// <summary>What the service's model says.</summary>
    public AmazonEventBridgeAuthSchemeResolver AuthSchemeResolver { get; } = new();

    /// <inheritdoc/>
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        AuthSchemeResolver.ResolveAuthScheme(new AmazonEventBridgeAuthSchemeParameters
        {
            Operation = executionContext.RequestContext.Request.RequestName,
            Region = executionContext.RequestContext.ClientConfig.RegionEndpoint?.SystemName,
        });
}
