using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

/// <summary>The template and the edge function as they are deployed.</summary>
public sealed class DeployedTemplateTests
{
    private const string Token = "AAabcdefghijklmnopqrstuvwx";

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audio_ForAnEntryOfTheStore_IsServedInRanges()
    {
        await using var system = await StartAsync();

        using var known = await system.ViewAsync($"/{Token}/media/show/episode/audio.mp3", null, ("Range", "bytes=-4"));
        using var forged = await system.ViewAsync("/AAzzzzzzzzzzzzzzzzzzzzzzzz/media/show/episode/audio.mp3");

        Assert.Equal(HttpStatusCode.PartialContent, known.StatusCode);
        Assert.Equal("6789", await known.Content.ReadAsStringAsync(TestToken));
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        Assert.Equal("FunctionGeneratedResponse from cloudfront", forged.Headers.GetValues("X-Cache").Single());
    }

    [Fact]
    public async Task Audio_ForASecondSubscriber_IsAHitUntilTheSubscriptionEnds()
    {
        const string other = "AAzyxwvutsrqponmlkjihgfedc";
        await using var system = await StartAsync();
        await SetAsync(system, other, Entry);

        var first = await GetAsync(Token);
        var second = await GetAsync(other);
        await SetAsync(system, Token, "r");
        var revoked = await GetAsync(Token);

        Assert.Equal(("Miss", "0123456789"), (first.Result, first.Body));
        Assert.Equal(("Hit", "0123456789"), (second.Result, second.Body));
        Assert.Equal("FunctionGeneratedResponse", revoked.Result);
        Assert.Equal(HttpStatusCode.Forbidden, revoked.Status);

        async Task<(HttpStatusCode Status, string Result, string Body)> GetAsync(string token)
        {
            using var response = await system.ViewAsync($"/{token}/media/show/episode/audio.mp3");
            return (response.StatusCode, response.Headers.GetValues("X-Cache").Single().Split(' ')[0], await response.Content.ReadAsStringAsync(TestToken));
        }
    }

    [Fact]
    public async Task Feed_ForAnEntryOfTheStore_AsksTheFunctionWithTheEdgesHeaders()
    {
        await using var system = await StartAsync();
        using var process = system.Connect("Feeds");
        var call = system.ViewAsync($"/{Token}/feeds/show.xml?x=1", null, ("x-podcast-access", "spoofed"));

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, """{"statusCode":200,"body":"<rss/>"}""", TestToken);
        using var response = await call;

        var payload = JsonNode.Parse(got.Payload)!;
        Assert.Equal("/feeds/show.xml", (string?)payload["rawPath"]);
        Assert.Equal("active", (string?)payload["headers"]!["x-podcast-access"]);
        Assert.Equal("http", (string?)payload["headers"]!["cloudfront-forwarded-proto"]);
        Assert.StartsWith("127.0.0.1:", (string?)payload["headers"]!["x-viewer-host"], StringComparison.Ordinal);
        Assert.Equal("<rss/>", await response.Content.ReadAsStringAsync(TestToken));
    }

    private static async Task<CloudFrontSystem> StartAsync()
    {
        var system = await CloudFrontSystem.StartAsync(SynthesizedTemplate.Text);
        using var client = system.CreateS3Client();
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = system.Stack.Outputs["MediaBucket"], Key = "media/show/episode/audio.mp3", ContentBody = "0123456789" },
            TestToken);

        await SetAsync(system, Token, Entry);
        return system;
    }

    // zzzzzz is a day in 2088; see docs/tokens.md.
    private static string Entry => "zzzzzz" + Hash("show")[..3];

    private static async Task SetAsync(CloudFrontSystem system, string token, string entry)
    {
        var path = "/key-value-stores/" + Uri.EscapeDataString(system.Stack.OfType("AWS::CloudFront::KeyValueStore").Single().GetAtt("Arn"));
        using var described = await system.CallAsync("cloudfront-keyvaluestore", HttpMethod.Get, path);
        using var written = await system.CallAsync(
            "cloudfront-keyvaluestore",
            HttpMethod.Put,
            $"{path}/keys/{Hash(token)}",
            $$"""{"Value":"{{entry}}"}""",
            described.Headers.NonValidated["ETag"].ToString());
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
    }

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
