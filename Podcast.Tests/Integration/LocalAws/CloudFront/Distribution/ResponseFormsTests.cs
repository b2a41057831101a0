using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

/// <summary>Compression, several ranges, Vary, and responses without a length or a body.</summary>
public sealed class ResponseFormsTests
{
    private static readonly string Page = string.Concat(Enumerable.Repeat("0123456789", 200));

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip, br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("deflate", null)]
    [InlineData(null, null)]
    public async Task Compress_ByAcceptEncoding_UsesTheBestCoding(string? acceptEncoding, string? coding)
    {
        await using var origin = await TestOrigin.StartAsync(context => WriteAsync(context, "text/html", Page));
        await using var system = await StartAsync(origin);

        using var response = await system.ViewAsync("/a", null, acceptEncoding is null ? [] : [("Accept-Encoding", acceptEncoding)]);
        await using var content = await response.Content.ReadAsStreamAsync(TestToken);
        await using Stream decoded = coding switch { "br" => new BrotliStream(content, CompressionMode.Decompress), "gzip" => new GZipStream(content, CompressionMode.Decompress), _ => content };
        using var reader = new StreamReader(decoded);

        Assert.Equal(Page, await reader.ReadToEndAsync(TestToken));
        Assert.Equal(coding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(coding is null ? "\"v1\"" : "W/\"v1\"", response.Headers.ETag?.ToString());
    }

    [Theory]
    [InlineData("audio/mpeg", 2000)]
    [InlineData("text/html", 999)]
    public async Task Compress_OtherTypeOrSize_SendsAsItIs(string type, int size)
    {
        await using var origin = await TestOrigin.StartAsync(context => WriteAsync(context, type, Page[..size]));
        await using var system = await StartAsync(origin);

        using var response = await system.ViewAsync("/a", null, ("Accept-Encoding", "gzip, br"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(size, (await response.Content.ReadAsByteArrayAsync(TestToken)).Length);
    }

    [Theory]
    [InlineData("bytes=0-1,4-5", "01", "45")]
    [InlineData("bytes=2-3, -2", "23", "89")]
    public async Task Range_AscendingSeveral_IsMultipart(string range, params string[] parts)
    {
        await using var origin = await TestOrigin.StartAsync(context => WriteAsync(context, "audio/mpeg", Page[..10]));
        await using var system = await StartAsync(origin);

        using var response = await system.ViewAsync("/a", null, ("Range", range));
        var body = await response.Content.ReadAsStringAsync(TestToken);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("multipart/byteranges", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(response.Content.Headers.ContentLength, body.Length);
        Assert.All(parts, part => Assert.Contains($"/10\r\n\r\n{part}\r\n--", body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bytes=4-5,0-1")]
    [InlineData("bytes=0-4,3-6")]
    [InlineData("bytes=0-1,x")]
    public async Task Range_NotAscending_IsTheWhole(string range)
    {
        await using var origin = await TestOrigin.StartAsync(context => WriteAsync(context, "audio/mpeg", Page[..10]));
        await using var system = await StartAsync(origin);

        using var response = await system.ViewAsync("/a", null, ("Range", range));

        Assert.Equal((HttpStatusCode.OK, Page[..10]), (response.StatusCode, await response.Content.ReadAsStringAsync(TestToken)));
    }

    [Fact]
    public async Task Vary_OnWhatIsNotForwarded_IsRemoved()
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.Headers.Vary = "X-Other, Accept-Encoding, Cookie, User-Agent";
            return WriteAsync(context, "audio/mpeg", "0");
        });
        await using var system = await StartAsync(origin);

        using var response = await system.ViewAsync("/a");

        Assert.Equal(["Accept-Encoding", "Cookie"], response.Headers.Vary);
    }

    [Fact]
    public async Task Vary_OnAnything_AsksTheOriginEachTime()
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.Headers.Vary = "*";
            return WriteAsync(context, "audio/mpeg", "0");
        });
        await using var system = await StartAsync(origin);

        Assert.Equal(["Miss", "Miss"], new[] { await ResultAsync(system, "/a"), await ResultAsync(system, "/a") });
    }

    [Fact]
    public async Task Response_WithoutALength_IsCachedOnceItHasEnded()
    {
        await using var origin = await TestOrigin.StartAsync(async context =>
        {
            context.Response.Headers.CacheControl = "max-age=60";
            await context.Response.WriteAsync("first ");
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync("second");
        });
        await using var system = await StartAsync(origin);

        using var first = await system.ViewAsync("/a");
        using var second = await system.ViewAsync("/a");

        Assert.Equal(("first second", "first second"), (await first.Content.ReadAsStringAsync(TestToken), await second.Content.ReadAsStringAsync(TestToken)));
        Assert.StartsWith("Hit", second.Headers.GetValues("X-Cache").Single(), StringComparison.Ordinal);
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Head_Repeated_IsServedFromTheCache()
    {
        await using var origin = await TestOrigin.StartAsync(context => WriteAsync(context, "audio/mpeg", context.Request.Method == "HEAD" ? "" : Page, Page.Length));
        await using var system = await StartAsync(origin);

        Assert.Equal(["Miss", "Hit"], new[] { await ResultAsync(system, "/a", HttpMethod.Head), await ResultAsync(system, "/a", HttpMethod.Head) });
        using var head = await system.ViewAsync("/a", HttpMethod.Head, ("Range", "bytes=0-1"));
        Assert.Equal((HttpStatusCode.OK, Page.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal("HEAD", origin.Request.Method);
        Assert.Equal(["Miss", "Hit"], new[] { await ResultAsync(system, "/a"), await ResultAsync(system, "/a", HttpMethod.Head) });
    }

    private static async Task<string> ResultAsync(CloudFrontSystem system, string target, HttpMethod? method = null)
    {
        using var response = await system.ViewAsync(target, method);
        return response.Headers.GetValues("X-Cache").Single().Split(' ')[0];
    }

    private static async Task WriteAsync(HttpContext context, string type, string body, int? length = null)
    {
        context.Response.ContentType = type;
        context.Response.Headers.ETag = "\"v1\"";
        context.Response.ContentLength = length ?? body.Length;
        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(body));
        }
    }

    private static Task<CloudFrontSystem> StartAsync(TestOrigin origin)
    {
        var template = new DistributionTemplate().WithOrigin("one", origin.Port)
            .WithResource("Cache", "AWS::CloudFront::CachePolicy", """
                { "CachePolicyConfig": { "Name": "c", "MinTTL": 0, "DefaultTTL": 600, "MaxTTL": 3600, "ParametersInCacheKeyAndForwardedToOrigin": {
                  "CookiesConfig": { "CookieBehavior": "none" }, "EnableAcceptEncodingGzip": true, "EnableAcceptEncodingBrotli": true,
                  "HeadersConfig": { "HeaderBehavior": "none" }, "QueryStringsConfig": { "QueryStringBehavior": "none" } } } }
                """);
        template.DefaultBehavior["CachePolicyId"] = JsonNode.Parse("""{ "Ref": "Cache" }""");
        template.DefaultBehavior["Compress"] = true;
        return CloudFrontSystem.StartAsync(template.ToString());
    }
}
