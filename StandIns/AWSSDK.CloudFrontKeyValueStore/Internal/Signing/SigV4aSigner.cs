#nullable disable

using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudFrontKeyValueStore.Internal.Signing;

/// <summary>Signs requests of the SDK's pipeline with SigV4A, in managed code.</summary>
internal sealed class SigV4aSigner : AbstractAWSSigner
{
    private const string RegionSetHeader = "x-amz-region-set";
    private const string AuthorizationHeader = "Authorization";

    // Written by hops between here and the service, or for each attempt anew.
    private static readonly HashSet<string> Unsigned = new(StringComparer.OrdinalIgnoreCase)
    {
        AuthorizationHeader, "Connection", "Content-Length", "Expect", "Transfer-Encoding", "User-Agent", "X-Amzn-Trace-Id",
        "amz-sdk-invocation-id", "amz-sdk-request", "traceparent", "tracestate", "baggage",
    };

    // Credentials change every few hours, so one key is all there is to remember.
    private volatile DerivedKey _key;

    public override ClientProtocol Protocol => ClientProtocol.RestProtocol;

    public override void Sign(IRequest request, IClientConfig clientConfig, RequestMetrics metrics, BaseIdentity identity) =>
        Sign(request, clientConfig, metrics, GetCredentials(identity).GetCredentials());

    public override async Task SignAsync(
        IRequest request, IClientConfig clientConfig, RequestMetrics metrics, BaseIdentity identity, CancellationToken token = default) =>
        Sign(request, clientConfig, metrics, await GetCredentials(identity).GetCredentialsAsync().ConfigureAwait(false));

    private static AWSCredentials GetCredentials(BaseIdentity identity) => identity as AWSCredentials
        ?? throw new AmazonClientException($"SigV4A signs with {nameof(AWSCredentials)}, not with {identity?.GetType().Name ?? "nothing"}.");

    private void Sign(IRequest request, IClientConfig config, RequestMetrics metrics, ImmutableCredentials credentials)
    {
        // Anonymous.
        if (credentials is null)
        {
            return;
        }

        var now = CorrectClockSkew.GetCorrectedUtcNowForEndpoint(request.Endpoint.ToString(), config);
        var signedAt = AWS4Signer.InitializeHeaders(request.Headers, request.Endpoint, now);
        var service = string.IsNullOrEmpty(request.OverrideSigningServiceName)
            ? AWS4Signer.DetermineService(config, request)
            : request.OverrideSigningServiceName;
        var regionSet = AWS4Signer.DetermineSigningRegion(config, config.RegionEndpointServiceName, request.AlternateEndpoint, request);
        request.DeterminedSigningRegion = regionSet;
        request.SignatureVersion = SignatureVersion.SigV4a;
        request.Headers[RegionSetHeader] = regionSet;
        var payloadHash = AWS4Signer.SetRequestBodyHash(request, signPayload: true, chunkedBodyHash: null, signatureLength: 0);

        // What goes over the wire is what is signed, so the URL is taken as the pipeline will send it.
        var url = AmazonServiceClient.ComposeUrl(request);
        var canonical = CanonicalRequest.Create(
            request.HttpMethod,
            url.AbsolutePath,
            url.Query.TrimStart('?'),
            request.Headers.Where(header => !Unsigned.Contains(header.Key)),
            payloadHash);
        metrics?.AddProperty(Metric.CanonicalRequest, canonical.Text);

        var stringToSign = SigV4aSignature.GetStringToSign(signedAt, service, canonical);
        metrics?.AddProperty(Metric.StringToSign, stringToSign);
        var result = new AWS4aSigningResult(
            credentials.AccessKey,
            signedAt,
            canonical.SignedHeaders,
            SigV4aSignature.GetScope(signedAt, service),
            regionSet,
            SigV4aSignature.Sign(GetKey(credentials), stringToSign),
            service,
            string.Empty,
            credentials);
        request.AWS4aSignerResult = result;
        request.Headers[AuthorizationHeader] = result.ForAuthorizationHeader;
    }

    private ECDsa GetKey(ImmutableCredentials credentials)
    {
        var key = _key;
        if (key is null || key.AccessKey != credentials.AccessKey || key.SecretKey != credentials.SecretKey)
        {
            key = new DerivedKey(credentials.AccessKey, credentials.SecretKey, SigV4aKey.Derive(credentials.AccessKey, credentials.SecretKey));
            _key = key;
        }

        return key.Key;
    }

    private sealed record DerivedKey(string AccessKey, string SecretKey, ECDsa Key);
}
