#nullable disable

using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.MediaConvert.Internal;

/// <summary>Chooses how a request is signed: with SigV4.</summary>
public class AmazonMediaConvertAuthSchemeHandler : BaseAuthResolverHandler
{
    /// <summary>What the service's model says.</summary>
    public AmazonMediaConvertAuthSchemeResolver AuthSchemeResolver { get; } = new();

    /// <inheritdoc/>
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        AuthSchemeResolver.ResolveAuthScheme(new AmazonMediaConvertAuthSchemeParameters
        {
            Operation = executionContext.RequestContext.Request.RequestName,
            Region = executionContext.RequestContext.ClientConfig.RegionEndpoint?.SystemName,
        });
}
