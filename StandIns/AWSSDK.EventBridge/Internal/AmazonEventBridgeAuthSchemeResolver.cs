#nullable disable

using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.EventBridge.Internal;

/// <summary>Every operation is signed with SigV4.</summary>
public class AmazonEventBridgeAuthSchemeResolver : IAuthSchemeResolver<AmazonEventBridgeAuthSchemeParameters>
{
    /// <inheritdoc/>
    public List<IAuthSchemeOption> ResolveAuthScheme(AmazonEventBridgeAuthSchemeParameters authParameters) => AuthSchemeOption.DEFAULT_SIGV4;
}
