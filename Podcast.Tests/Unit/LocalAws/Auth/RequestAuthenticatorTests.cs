using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.Auth;

public sealed class RequestAuthenticatorTests
{
    private const string Url = "http://example.amazonaws.com/";

    private readonly AuthHarness _harness = new();

    [Fact]
    public async Task AuthenticateAsync_ByAdministrator_ReturnsTheCaller()
    {
        var caller = await _harness.AuthenticateAsync(_harness.Signed(HttpMethod.Post, Url, "dynamodb", body: "{}"u8.ToArray()), "dynamodb");

        Assert.Equal("arn:aws:iam::000000000000:user/developer", caller.PrincipalArn);
        Assert.Equal(("000000000000", AuthHarness.Administrator.AccessKeyId, null), (caller.AccountId, caller.AccessKeyId, caller.SourceArn));
    }

    [Fact]
    public async Task AuthenticateAsync_ByIssuedCredentials_ReturnsRoleAndSource()
    {
        var credentials = _harness.Registry.Issue("cloudfront.amazonaws.com", "arn:aws:cloudfront::000000000000:distribution/E1");

        var caller = await _harness.AuthenticateAsync(_harness.Signed(HttpMethod.Get, Url, "s3", credentials), "s3");

        Assert.Equal(("cloudfront.amazonaws.com", "arn:aws:cloudfront::000000000000:distribution/E1"), (caller.PrincipalArn, caller.SourceArn));
    }

    [Fact]
    public async Task AuthenticateAsync_JsonService_LeavesTheBodyToBeReadAgain()
    {
        var context = await AuthHarness.ReceiveAsync(_harness.Signed(HttpMethod.Post, Url, "dynamodb", body: "{\"a\":1}"u8.ToArray()));

        await _harness.AuthenticateAsync(context, "dynamodb");

        using var reader = new StreamReader(context.Request.Body);
        Assert.Equal("{\"a\":1}", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("s3", "AccessDenied", 403)]
    [InlineData("dynamodb", "MissingAuthenticationTokenException", 400)]
    [InlineData("lambda", "MissingAuthenticationTokenException", 403)]
    [InlineData("cloudfront-keyvaluestore", "AccessDeniedException", 403)]
    public Task AuthenticateAsync_Unsigned_IsRefused(string service, string code, int status) =>
        RefusesAsync(new(HttpMethod.Get, Url), service, code, status);

    [Theory]
    [InlineData("s3", "InvalidAccessKeyId", 403)]
    [InlineData("dynamodb", "UnrecognizedClientException", 400)]
    [InlineData("lambda", "UnrecognizedClientException", 403)]
    [InlineData("cloudfront-keyvaluestore", "AccessDeniedException", 403)]
    public async Task AuthenticateAsync_ByRevokedCredentials_IsRefused(string service, string code, int status)
    {
        var credentials = _harness.Registry.Issue("role");
        var request = _harness.Signed(HttpMethod.Get, Url, service, credentials);
        await _harness.AuthenticateAsync(request, service);

        _harness.Registry.Revoke(credentials.AccessKeyId);

        await RefusesAsync(request, service, code, status);
    }

    [Theory]
    [InlineData("s3", "SignatureDoesNotMatch", 403)]
    [InlineData("dynamodb", "InvalidSignatureException", 400)]
    [InlineData("lambda", "InvalidSignatureException", 403)]
    [InlineData("cloudfront-keyvaluestore", "AccessDeniedException", 403)]
    public Task AuthenticateAsync_WithAnotherSecret_IsRefused(string service, string code, int status) => RefusesAsync(
        _harness.Signed(HttpMethod.Get, Url, service, AuthHarness.Administrator with { SecretAccessKey = "another" }), service, code, status);

    [Theory]
    [InlineData("s3", "InvalidToken", 400)]
    [InlineData("lambda", "UnrecognizedClientException", 403)]
    public Task AuthenticateAsync_WithAnotherSessionToken_IsRefused(string service, string code, int status) => RefusesAsync(
        _harness.Signed(HttpMethod.Get, Url, service, _harness.Registry.Issue("role") with { SessionToken = "another" }), service, code, status);

    [Theory]
    [InlineData("s3", "ExpiredToken", 400)]
    [InlineData("dynamodb", "ExpiredTokenException", 400)]
    [InlineData("lambda", "ExpiredTokenException", 403)]
    public async Task AuthenticateAsync_ByExpiredCredentials_IsRefused(string service, string code, int status)
    {
        var credentials = _harness.Registry.Issue("role", expires: _harness.Clock.GetUtcNow().AddMinutes(15));
        await _harness.AuthenticateAsync(_harness.Signed(HttpMethod.Get, Url, service, credentials), service);

        _harness.Clock.Advance(TimeSpan.FromMinutes(15));

        await RefusesAsync(_harness.Signed(HttpMethod.Get, Url, service, credentials), service, code, status);
    }

    [Theory]
    [InlineData("s3", -15 * 60, null)]
    [InlineData("s3", -15 * 60 - 1, "RequestTimeTooSkewed")]
    [InlineData("s3", 15 * 60, null)]
    [InlineData("s3", 15 * 60 + 1, "RequestTimeTooSkewed")]
    [InlineData("lambda", -15 * 60, null)]
    [InlineData("lambda", -15 * 60 - 1, "InvalidSignatureException")]
    [InlineData("lambda", 5 * 60, null)]
    [InlineData("lambda", 5 * 60 + 1, "InvalidSignatureException")]
    public async Task AuthenticateAsync_WithAnotherClock_IsRefusedBeyondTheTolerance(string service, int clientAheadSeconds, string? code)
    {
        var server = new AuthHarness();
        var client = new AuthHarness();
        client.Clock.AdjustTime(server.Clock.GetUtcNow().AddSeconds(clientAheadSeconds));

        var error = await Record.ExceptionAsync(() => server.AuthenticateAsync(client.Signed(HttpMethod.Get, Url, service), service));

        Assert.Equal(code, (error as AwsException)?.Code);
    }

    [Theory]
    [InlineData("lambda", "us-west-2", "InvalidSignatureException")]
    [InlineData("s3", "us-west-2", "AuthorizationHeaderMalformed")]
    public Task AuthenticateAsync_ForAnotherRegion_IsRefused(string service, string region, string code) =>
        RefusesAsync(_harness.Signed(HttpMethod.Get, Url, service, region: region), service, code, service == "s3" ? 400 : 403);

    [Fact]
    public Task AuthenticateAsync_ForAnotherService_IsRefused() =>
        RefusesAsync(_harness.Signed(HttpMethod.Get, Url, "dynamodb"), "lambda", "InvalidSignatureException", 403);

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData(SigV4.EmptyHash)]
    public Task AuthenticateAsync_FunctionUrl_RefusesABodyThatIsNotSigned(string payloadHash) => RefusesAsync(
        _harness.Signed(HttpMethod.Post, Url, "lambda", body: "{}"u8.ToArray(), payloadHash: payloadHash), "lambda", "InvalidSignatureException", 403);

    [Fact]
    public async Task AuthenticateAsync_S3_HandsOnWhatTheBodyIsVerifiedWith()
    {
        var context = await AuthHarness.ReceiveAsync(_harness.Signed(HttpMethod.Put, Url + "bucket/key", "s3", body: [1], payloadHash: "UNSIGNED-PAYLOAD"));

        await _harness.AuthenticateAsync(context, "s3");

        var payload = context.Features.Get<PayloadSignature>();
        Assert.Equal("UNSIGNED-PAYLOAD", payload?.Hash);
        Assert.Equal("20260102/us-east-1/s3/aws4_request", payload?.Chunks?.Scope);
    }

    [Fact]
    public async Task AuthenticateAsync_S3WithAnUnsignedAmzHeader_IsRefused()
    {
        var request = _harness.Signed(HttpMethod.Put, Url + "bucket/key", "s3");
        request.Headers.Add("x-amz-meta-added", "later");

        await RefusesAsync(request, "s3", "AccessDenied", 403);
    }

    [Fact]
    public async Task AuthenticateAsync_Presigned_LastsAsLongAsItSays()
    {
        var credentials = _harness.Registry.Issue("role");
        var url = _harness.Presigned("/bucket/a%20key", "s3", TimeSpan.FromHours(1), credentials);

        _harness.Clock.Advance(TimeSpan.FromHours(1));
        await _harness.AuthenticateAsync(new HttpRequestMessage(HttpMethod.Get, url), "s3");
        _harness.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await RefusesAsync(new(HttpMethod.Get, url), "s3", "AccessDenied", 403);
        Assert.Equal("Request has expired", error.Message);
    }

    [Fact]
    public Task AuthenticateAsync_PresignedForMoreThanAWeek_IsRefused() => RefusesAsync(
        new(HttpMethod.Get, _harness.Presigned("/bucket/key", "s3", TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1))), "s3", "AuthorizationQueryParametersError", 400);

    [Theory]
    [InlineData("*", true)]
    [InlineData("us-east-1", true)]
    [InlineData("eu-west-1,us-east-1", true)]
    [InlineData("eu-west-1", false)]
    public async Task AuthenticateAsync_BySigV4A_GoesByTheRegionSet(string regionSet, bool accepted)
    {
        var context = SigV4ARequest(regionSet, AuthHarness.Administrator);

        var error = await Record.ExceptionAsync(() => _harness.AuthenticateAsync(context, "cloudfront-keyvaluestore"));

        Assert.Equal(accepted ? null : "AccessDeniedException", (error as AwsException)?.Code);
    }

    [Fact]
    public async Task AuthenticateAsync_BySigV4AWithAnotherSecret_IsRefused()
    {
        var context = SigV4ARequest("*", AuthHarness.Administrator with { SecretAccessKey = "another" });

        var error = await Assert.ThrowsAsync<AwsException>(() => _harness.AuthenticateAsync(context, "cloudfront-keyvaluestore"));

        Assert.Equal("AccessDeniedException", error.Code);
    }

    private async Task<AwsException> RefusesAsync(HttpRequestMessage request, string service, string code, int status)
    {
        var error = await Assert.ThrowsAsync<AwsException>(() => _harness.AuthenticateAsync(request, service));
        Assert.Equal((code, status), (error.Code, error.StatusCode));
        return error;
    }

    /// <summary>A request for the key-value store: an ARN in the path, percent-encoded once on the wire and twice in the signature.</summary>
    private static DefaultHttpContext SigV4ARequest(string regionSet, AwsCredentials credentials)
    {
        const string path = "/key-value-stores/arn%3Aaws%3Acloudfront%3A%3A000000000000%3Akey-value-store%2Fid/keys/a";
        const string service = "cloudfront-keyvaluestore";
        const string timestamp = "20260102T030405Z";
        const string scope = $"20260102/{service}/aws4_request";
        var headers = new Dictionary<string, string>
        {
            ["host"] = "000000000000.localhost",
            ["x-amz-date"] = timestamp,
            ["x-amz-region-set"] = regionSet,
        };
        string[] names = [.. headers.Keys];
        var canonicalRequest = CanonicalRequest.Create("GET", path, [], names, headers.GetValueOrDefault, SigV4.EmptyHash, SigningRules.For(service));
        Assert.Contains("arn%253Aaws", canonicalRequest, StringComparison.Ordinal);
        using var key = SigV4A.DeriveKey(credentials);
        var signature = key.SignData(
            Encoding.UTF8.GetBytes(SigV4.StringToSign(SigV4A.Algorithm, timestamp, scope, canonicalRequest)),
            System.Security.Cryptography.HashAlgorithmName.SHA256,
            System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence);

        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = path;
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        context.Request.Headers.Authorization =
            $"{SigV4A.Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={Convert.ToHexStringLower(signature)}";
        return context;
    }
}
