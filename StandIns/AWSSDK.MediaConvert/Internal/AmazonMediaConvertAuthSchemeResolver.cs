#nullable disable

using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.MediaConvert.Internal;

/// <summary>Every operation is signed with SigV4.</summary>
public class AmazonMediaConvertAuthSchemeResolver : IAuthSchemeResolver<AmazonMediaConvertAuthSchemeParameters>
{
    /// <inheritdoc/>
    public List<IAuthSchemeOption> ResolveAuthScheme(AmazonMediaConvertAuthSchemeParameters authParameters) => AuthSchemeOption.DEFAULT_SIGV4;
}
