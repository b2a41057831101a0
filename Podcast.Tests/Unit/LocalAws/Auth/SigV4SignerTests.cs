using CsCheck;
using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.Auth;

public sealed class SigV4SignerTests
{
    private static readonly Gen<string> PathSegment = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 8],
        Gen.String[Gen.OneOf(' ', '+', '&', '=', '%', '/', '~', '\'', 'ö', '☃'), 1, 4],
        Gen.OneOf("", "...", "a..b"));

    private static readonly Gen<(string Service, string Method, string Uri, byte[] Body)> Requests =
        from service in Gen.OneOf("s3", "lambda", "dynamodb")
        from method in Gen.OneOf("GET", "PUT", "POST", "DELETE")
        from path in PathSegment.List[0, 4]
        from query in Gen.Select(PathSegment, PathSegment).List[0, 3]
        from body in Gen.Byte.Array[0, 64]
        select (
            service,
            method,
            "http://example.amazonaws.com/" + string.Join('/', path.Select(Uri.EscapeDataString))
                + (query.Count == 0 ? "" : "?" + string.Join('&', query.Select(item => $"{Uri.EscapeDataString(item.Item1)}={Uri.EscapeDataString(item.Item2)}"))),
            body);

    [Fact]
    public void Sign_AnyRequest_IsVerified() => Requests.Sample(request =>
    {
        var harness = new AuthHarness();
        var signed = harness.Signed(new(request.Method), request.Uri, request.Service, body: request.Body);

        var caller = harness.AuthenticateAsync(signed, request.Service).GetAwaiter().GetResult();

        return caller.AccessKeyId == AuthHarness.Administrator.AccessKeyId;
    });

    [Fact]
    public void Sign_AnyRequestThenChanged_IsRefused() => Gen.Select(Requests, Gen.Int[0, 4], Gen.UInt).Sample((request, what, where) =>
    {
        var harness = new AuthHarness();
        var signed = harness.Signed(new(request.Method), request.Uri, request.Service, body: request.Body);
        var context = AuthHarness.ReceiveAsync(signed).GetAwaiter().GetResult();
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        switch (what)
        {
            case 0:
                target.RawTarget = target.RawTarget.Insert(1 + (int)(where % (uint)target.RawTarget.Length), "x");
                break;
            case 1:
                context.Request.Method = request.Method == "PUT" ? "POST" : "PUT";
                break;
            case 2:
                context.Request.Headers.Host = "other.amazonaws.com";
                break;
            case 3:
                context.Request.Headers["x-amz-content-sha256"] = SigV4.Hash([1, 2, 3, 4]);
                break;
            default:
                var authorization = context.Request.Headers.Authorization.ToString();
                var at = authorization.Length - 1 - (int)(where % 64);
                context.Request.Headers.Authorization = authorization[..at] + (authorization[at] == '0' ? '1' : '0') + authorization[(at + 1)..];
                break;
        }

        try
        {
            harness.AuthenticateAsync(context, request.Service).GetAwaiter().GetResult();
            return false;
        }
        catch (AwsException)
        {
            return true;
        }
    });

    [Fact]
    public async Task Sign_Again_ReplacesTheFirstSignature()
    {
        var harness = new AuthHarness();
        var request = harness.Signed(HttpMethod.Get, "http://example.amazonaws.com/a", "s3", harness.Registry.Issue("first"));

        SigV4Signer.Sign(request, AuthHarness.Administrator, "us-east-1", "s3", null, harness.Clock);

        Assert.Equal(AuthHarness.Administrator.AccessKeyId, (await harness.AuthenticateAsync(request, "s3")).AccessKeyId);
    }
}
