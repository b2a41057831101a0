#nullable disable

using Amazon.CloudFrontKeyValueStore.Internal.Signing;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.CloudFrontKeyValueStore.Internal;

/// <summary>Chooses how a request is signed: as its endpoint says, which is SigV4A.</summary>
public class AmazonCloudFrontKeyValueStoreAuthSchemeHandler : BaseAuthResolverHandler
{
    private const string SigV4a = "aws.auth#sigv4a";
    private static readonly SigV4aSigner Signer = new();
    private readonly AmazonCloudFrontKeyValueStoreEndpointResolver _endpointResolver = new();

    /// <inheritdoc/>
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        RetrieveSchemesFromEndpoint(_endpointResolver.GetEndpoint(executionContext)) ?? AuthSchemeOption.DEFAULT_SIGV4;

    /// <summary>Core's own SigV4A signer, up to 4.0.102, needs a package with native code.</summary>
    protected override ISigner GetSigner(IAuthScheme<BaseIdentity> scheme) =>
        scheme.SchemeId == SigV4a ? Signer : base.GetSigner(scheme);
}
