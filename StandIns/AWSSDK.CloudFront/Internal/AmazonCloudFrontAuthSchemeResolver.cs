#nullable disable

using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.CloudFront.Internal;

/// <summary>Every operation is signed with SigV4.</summary>
public class AmazonCloudFrontAuthSchemeResolver : IAuthSchemeResolver<AmazonCloudFrontAuthSchemeParameters>
{
    /// <inheritdoc/>
    public List<IAuthSchemeOption> ResolveAuthScheme(AmazonCloudFrontAuthSchemeParameters authParameters) => AuthSchemeOption.DEFAULT_SIGV4;
}
