using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.Auth;

/// <summary>An authenticator with a clock of its own, and requests as a server would receive them.</summary>
internal sealed class AuthHarness
{
    public static readonly AwsCredentials Administrator = new("AKIATESTADMINISTRATOR", "a secret of this test alone", null);

    private readonly RequestAuthenticator _authenticator;

    public AuthHarness()
    {
        var options = new LocalAwsOptions { AccessKeyId = Administrator.AccessKeyId, SecretAccessKey = Administrator.SecretAccessKey };
        Registry = new(options, Clock);
        _authenticator = new(Registry, options, Clock, NullLogger<RequestAuthenticator>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public CredentialRegistry Registry { get; }

    public HttpRequestMessage Signed(
        HttpMethod method, string uri, string service, AwsCredentials? credentials = null, byte[]? body = null, string? payloadHash = null, string region = "us-east-1")
    {
        var request = new HttpRequestMessage(method, uri);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        SigV4Signer.Sign(request, credentials ?? Administrator, region, service, payloadHash ?? (body is null ? null : SigV4.Hash(body)), Clock);
        return request;
    }

    /// <summary>What the server sees of an outgoing request.</summary>
    public static async Task<DefaultHttpContext> ReceiveAsync(HttpRequestMessage request)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = request.Method.Method;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = request.RequestUri!.PathAndQuery;
        context.Request.Headers.Host = request.Headers.Host ?? request.RequestUri.Authority;
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            context.Request.Headers[name] = values.ToString();
        }

        context.Request.Body = new MemoryStream(request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync());
        return context;
    }

    /// <summary>Signs the URL as the SDKs presign it.</summary>
    public string Presigned(string path, string service, TimeSpan lifetime, AwsCredentials? credentials = null)
    {
        credentials ??= Administrator;
        var timestamp = Clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var scope = $"{timestamp[..8]}/us-east-1/{service}/aws4_request";
        var query = new StringBuilder($"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={UriEncoding.Encode($"{credentials.AccessKeyId}/{scope}")}")
            .Append($"&X-Amz-Date={timestamp}&X-Amz-Expires={(long)lifetime.TotalSeconds}&X-Amz-SignedHeaders=host");
        if (credentials.SessionToken is { } token)
        {
            query.Append("&X-Amz-Security-Token=").Append(UriEncoding.Encode(token));
        }

        var canonicalRequest = CanonicalRequest.Create(
            "GET",
            path,
            QueryParameters.Parse(query.ToString()).Items,
            ["host"],
            _ => "example.amazonaws.com",
            service == "s3" ? SigV4.UnsignedPayload : SigV4.EmptyHash,
            SigningRules.For(service));
        var key = SigV4.DeriveKey(credentials.SecretAccessKey, timestamp[..8], "us-east-1", service);
        var signature = SigV4.Sign(key, SigV4.StringToSign(SigV4.Algorithm, timestamp, scope, canonicalRequest));
        return $"http://example.amazonaws.com{path}?{query}&X-Amz-Signature={signature}";
    }

    public async Task<AwsCaller> AuthenticateAsync(HttpRequestMessage request, string service) =>
        await AuthenticateAsync(await ReceiveAsync(request), service);

    public Task<AwsCaller> AuthenticateAsync(HttpContext context, string service) =>
        _authenticator.AuthenticateAsync(context, service, TestContext.Current.CancellationToken);
}
