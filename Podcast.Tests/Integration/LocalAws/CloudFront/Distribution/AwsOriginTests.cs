using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon.S3.Model;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

public sealed class AwsOriginTests
{
    private const string Content = "0123456789";

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bytes=2-4", 206, "234", "bytes 2-4/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=8-", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=10-", 416, null, "bytes */10")]
    [InlineData(null, 200, Content, null)]
    public async Task Range_FromABucket_IsServed(string? range, int status, string? body, string? contentRange)
    {
        await using var system = await StartWithObjectAsync();

        using var response = await system.ViewAsync("/show/a b.mp3".Replace(" ", "%20", StringComparison.Ordinal), null, range is null ? [] : [("Range", range)]);

        Assert.Equal(status, (int)response.StatusCode);
        if (body is not null)
        {
            Assert.Equal(body, await response.Content.ReadAsStringAsync(TestToken));
            Assert.Equal("audio/mpeg", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(body.Length, response.Content.Headers.ContentLength);
            Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        }

        if (status == 206)
        {
            Assert.Equal(contentRange, response.Content.Headers.ContentRange!.ToString());
        }

        Assert.False(response.Headers.Contains("x-amz-request-id"));
    }

    [Fact]
    public async Task Get_ConditionalRequestToABucket_ComparesTheETag()
    {
        await using var system = await StartWithObjectAsync();
        using var head = await system.ViewAsync("/show/a%20b.mp3", HttpMethod.Head);
        var etag = head.Headers.ETag!.ToString();

        using var unchanged = await system.ViewAsync("/show/a%20b.mp3", null, ("If-None-Match", etag));
        using var sameRange = await system.ViewAsync("/show/a%20b.mp3", null, ("Range", "bytes=0-1"), ("If-Range", etag));
        using var otherRange = await system.ViewAsync("/show/a%20b.mp3", null, ("Range", "bytes=0-1"), ("If-Range", "\"other\""));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(Content.Length, head.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal("01", await sameRange.Content.ReadAsStringAsync(TestToken));
        Assert.Equal(Content, await otherRange.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task Bucket_WithoutAccessControl_Refuses()
    {
        await using var system = await StartWithObjectAsync(withAccessControl: false);

        using var response = await system.ViewAsync("/show/a%20b.mp3");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task FunctionUrl_WithAccessControl_GetsTheSignedRequest()
    {
        var template = new DistributionTemplate { DefaultBehavior = DistributionTemplate.Behavior("web") }.WithLambda("web");
        template.DefaultBehavior["OriginRequestPolicyId"] = DistributionTemplate.AllViewerExceptHostHeader;
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        using var process = system.Connect("Web");
        var call = system.ViewAsync("/a%2Fb?x=1&y=a%20b", null, ("Authorization", "Basic viewer"), ("X-Custom", "1"));

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, """{"statusCode":200,"headers":{"content-type":"text/plain"},"cookies":["a=1"],"body":"hi"}""", TestToken);
        using var response = await call;

        var json = JsonNode.Parse(got.Payload)!;
        Assert.Equal("x=1&y=a%20b", (string?)json["rawQueryString"]);
        Assert.Equal("1", (string?)json["headers"]!["x-custom"]);
        Assert.EndsWith(".lambda-url.us-east-1.on.aws", (string?)json["headers"]!["host"], StringComparison.Ordinal);
        Assert.Equal("http", (string?)json["headers"]!["cloudfront-forwarded-proto"]);
        Assert.Equal("hi", await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("a=1", response.Headers.GetValues("Set-Cookie").Single());
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 403)]
    public async Task FunctionUrl_WithABody_NeedsItsHashFromTheViewer(bool withHash, int expected)
    {
        var template = new DistributionTemplate { DefaultBehavior = DistributionTemplate.Behavior("web") }.WithLambda("web");
        template.DefaultBehavior["OriginRequestPolicyId"] = DistributionTemplate.AllViewerExceptHostHeader;
        template.DefaultBehavior["AllowedMethods"] = new JsonArray("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        using var process = system.Connect("Web");
        using var request = system.Viewer("/a", HttpMethod.Post);
        request.Content = new ByteArrayContent("hello"u8.ToArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        if (withHash)
        {
            request.Headers.Add("x-amz-content-sha256", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("hello"u8)));
        }

        var call = system.Http.SendAsync(request, TestToken);
        if (withHash)
        {
            var got = await process.NextAsync(TestToken);
            Assert.Equal("hello", (string?)JsonNode.Parse(got.Payload)!["body"]);
            using var accepted = await process.RespondAsync(got.RequestId, "\"done\"", TestToken);
        }

        using var response = await call;
        Assert.Equal(expected, (int)response.StatusCode);
    }

    private static async Task<CloudFrontSystem> StartWithObjectAsync(bool withAccessControl = true)
    {
        var template = new DistributionTemplate { DefaultBehavior = DistributionTemplate.Behavior("media") }.WithBucket("media", withAccessControl);
        var system = await CloudFrontSystem.StartAsync(template.ToString());
        using var client = system.CreateS3Client();
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = system.Stack["Bucket"].PhysicalId, Key = "show/a b.mp3", ContentBody = Content, ContentType = "audio/mpeg" }, TestToken);
        return system;
    }
}
