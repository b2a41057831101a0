using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

public sealed class CachingTests
{
    private const string Content = "0123456789";

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecondViewer_OfTheSameKey_IsServedFromTheCache()
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin);

        var first = await GetAsync(system, "/a");
        var second = await GetAsync(system, "/a?ignored=1", ("Cookie", "a=1"), ("X-Anything", "1"), ("Host", "localhost"), ("Accept-Encoding", "gzip"));

        Assert.Equal((200, "Miss", Content), (first.Status, first.Result, first.Body));
        Assert.Equal((200, "Hit", Content), (second.Status, second.Result, second.Body));
        Assert.Equal("0", second.Header("Age"));
        Assert.Null(first.Header("Age"));
        Assert.Equal("text/x-test", second.Header("Content-Type"));
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task ViewersAtTheSameTime_ShareOneQuestion()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = await TestOrigin.StartAsync(async context =>
        {
            context.Response.ContentLength = 10;
            await context.Response.WriteAsync("01234");
            await release.Task;
            await context.Response.WriteAsync("56789");
        });
        await using var system = await StartAsync(origin);

        var viewers = Enumerable.Range(0, 5).Select(_ => GetAsync(system, "/a")).ToArray();
        // The first bytes are with a viewer before the last ones have left the origin.
        using var request = system.Viewer("/a");
        using var early = await system.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestToken);
        var buffer = new byte[5];
        await (await early.Content.ReadAsStreamAsync(TestToken)).ReadExactlyAsync(buffer, TestToken);
        release.SetResult();
        var responses = await Task.WhenAll(viewers);

        Assert.Equal("01234", Encoding.ASCII.GetString(buffer));
        Assert.All(responses, response => Assert.Equal(Content, response.Body));
        Assert.Single(origin.Requests);
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "234", "bytes 2-4/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=8-", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=10-", 416, "", "bytes */10")]
    [InlineData("bytes=4-5,0-1", 200, "0123456789", null)]
    [InlineData("lines=1-2", 200, Content, null)]
    public async Task Range_OfACachedObject_IsServedWithoutTheOrigin(string range, int status, string body, string? contentRange)
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin);
        await GetAsync(system, "/a");

        var response = await GetAsync(system, "/a", ("Range", range));

        Assert.Equal((status, body, contentRange), (response.Status, response.Body, response.Header("Content-Range")));
        Assert.Equal(body.Length.ToString(), response.Header("Content-Length"));
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task Ranges_ThatViewersAskFirst_MakeUpTheObject()
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin);

        var first = await GetAsync(system, "/a", ("Range", "bytes=0-4"));
        var again = await GetAsync(system, "/a", ("Range", "bytes=1-3"));
        var rest = await GetAsync(system, "/a", ("Range", "bytes=5-"));
        var whole = await GetAsync(system, "/a");

        Assert.Equal(("Miss", "01234"), (first.Result, first.Body));
        Assert.Equal(("Hit", "123", "bytes 1-3/10"), (again.Result, again.Body, again.Header("Content-Range")));
        Assert.Equal(("Miss", "56789"), (rest.Result, rest.Body));
        Assert.Equal((200, "Hit", Content), (whole.Status, whole.Result, whole.Body));
        Assert.Equal(2, origin.Requests.Count);
    }

    [Fact]
    public async Task Head_AfterAGet_IsAHit()
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin);
        await GetAsync(system, "/a");

        using var head = await system.ViewAsync("/a", HttpMethod.Head);

        Assert.Equal(10, head.Content.Headers.ContentLength);
        Assert.Equal("Hit from cloudfront", head.Headers.GetValues("X-Cache").Single());
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task ConditionalRequests_AreDecidedByTheCache()
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin);
        await GetAsync(system, "/a");

        var notModified = await GetAsync(system, "/a", ("If-None-Match", "\"other\", W/\"v1\""));
        var since = await GetAsync(system, "/a", ("If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT"));
        var failed = await GetAsync(system, "/a", ("If-Match", "\"other\""));
        var sameRange = await GetAsync(system, "/a", ("Range", "bytes=0-1"), ("If-Range", "\"v1\""));
        var otherRange = await GetAsync(system, "/a", ("Range", "bytes=0-1"), ("If-Range", "\"other\""));

        Assert.Equal((304, ""), (notModified.Status, notModified.Body));
        Assert.Equal("\"v1\"", notModified.Header("ETag"));
        Assert.Equal(304, since.Status);
        Assert.Equal(412, failed.Status);
        Assert.Equal((206, "01"), (sameRange.Status, sameRange.Body));
        Assert.Equal((200, Content), (otherRange.Status, otherRange.Body));
        Assert.Single(origin.Requests);
    }

    [Theory]
    [InlineData("max-age=60", 59, true)]
    [InlineData("max-age=60", 61, false)]
    [InlineData("max-age=60, s-maxage=120", 119, true)]
    [InlineData("max-age=99999", 3601, false)]
    [InlineData(null, 599, true)]
    [InlineData(null, 601, false)]
    [InlineData("no-store", 0, false)]
    [InlineData("private", 0, false)]
    [InlineData("no-cache", 0, false)]
    public async Task Lifetime_IsThePolicysAndTheOrigins(string? cacheControl, int seconds, bool isHit)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.Headers.CacheControl = cacheControl;
            return Serve(context);
        });
        await using var system = await StartAsync(origin, time: time);
        await GetAsync(system, "/a");
        time.Advance(TimeSpan.FromSeconds(seconds));

        var later = await GetAsync(system, "/a");

        Assert.Equal(isHit ? 1 : 2, origin.Requests.Count);
        Assert.Equal(isHit, later.Result == "Hit");
    }

    [Fact]
    public async Task StaleObject_ThatDidNotChange_IsConfirmed()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin, time: time);
        await GetAsync(system, "/a");
        time.Advance(TimeSpan.FromSeconds(601));

        var refreshed = await GetAsync(system, "/a");
        var after = await GetAsync(system, "/a");

        Assert.Equal(("RefreshHit", Content), (refreshed.Result, refreshed.Body));
        Assert.Equal("Hit", after.Result);
        Assert.Equal([null, "\"v1\""], origin.Requests.Select(request => request.Headers.GetValueOrDefault("If-None-Match")));
    }

    [Theory]
    [InlineData(null, 500, 200)]
    [InlineData("max-age=60", 503, 200)]
    [InlineData("max-age=60, stale-if-error=10", 503, 503)]
    [InlineData("max-age=60, stale-if-error=100000", 503, 200)]
    [InlineData("max-age=60, must-revalidate", 503, 503)]
    [InlineData("max-age=60", 404, 404)]
    public async Task StaleObject_OfAnOriginThatFails_IsServedIfThatIsAllowed(string? cacheControl, int originStatus, int expected)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var status = 200;
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.Headers.CacheControl = status == 200 ? cacheControl : null;
            context.Response.StatusCode = status;
            return status == 200 ? Serve(context) : Task.CompletedTask;
        });
        await using var system = await StartAsync(origin, time: time);
        await GetAsync(system, "/a");
        status = originStatus;
        time.Advance(TimeSpan.FromSeconds(700));

        Assert.Equal(expected, (await GetAsync(system, "/a")).Status);
        Assert.Equal(expected, (await GetAsync(system, "/a")).Status);
        // The origin is left alone for ten seconds, by an error as by what is served in its place.
        Assert.Equal(2, origin.Requests.Count);
    }

    [Fact]
    public async Task StaleWhileRevalidate_RespondsAtOnceAndRefreshes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var version = 1;
        var asked = new SemaphoreSlim(0);
        await using var origin = await TestOrigin.StartAsync(async context =>
        {
            context.Response.Headers.CacheControl = "max-age=1, stale-while-revalidate=600";
            context.Response.Headers.ETag = $"\"{version}\"";
            context.Response.ContentLength = 9;
            await context.Response.WriteAsync($"version {version}");
            asked.Release();
        });
        await using var system = await StartAsync(origin, time: time);
        Assert.Equal("version 1", await LengthyAsync());
        version = 2;
        time.Advance(TimeSpan.FromSeconds(5));

        var stale = await GetAsync(system, "/a");
        await asked.WaitAsync(TestToken);

        Assert.Equal(("Hit", "version 1"), (stale.Result, stale.Body));

        async Task<string> LengthyAsync()
        {
            var response = await GetAsync(system, "/a");
            await asked.WaitAsync(TestToken);
            return response.Body;
        }
    }

    [Theory]
    [InlineData(404, null, 1)]
    [InlineData(500, null, 1)]
    [InlineData(403, null, 2)]
    [InlineData(403, "max-age=60", 1)]
    [InlineData(500, "no-store", 2)]
    public async Task Error_IsKeptForAMoment(int status, string? cacheControl, int expectedRequests)
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.CacheControl = cacheControl;
            context.Response.ContentLength = 5;
            return context.Response.WriteAsync("error");
        });
        await using var system = await StartAsync(origin);

        var responses = new[] { await GetAsync(system, "/a"), await GetAsync(system, "/a") };

        Assert.All(responses, response => Assert.Equal((status, "Error"), (response.Status, response.Result)));
        Assert.Equal(expectedRequests, origin.Requests.Count);
    }

    [Fact]
    public async Task TornResponse_IsNotKept()
    {
        var isTorn = true;
        await using var origin = await TestOrigin.StartAsync(async context =>
        {
            if (!isTorn)
            {
                await Serve(context);
                return;
            }

            context.Response.ContentLength = 10;
            await context.Response.WriteAsync("0123");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var system = await StartAsync(origin);

        // Cut off, or, when the origin broke off before the viewer's response began, reported as an error.
        var status = 502;
        try
        {
            status = (await GetAsync(system, "/a")).Status;
        }
        catch (HttpRequestException)
        {
        }

        Assert.Equal(502, status);
        isTorn = false;
        var after = await GetAsync(system, "/a");

        Assert.Equal(Content, after.Body);
    }

    [Fact]
    public async Task Function_RunsBeforeTheCache()
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin, function: """
            function handler(event) {
                const request = event.request;
                if (request.uri.startsWith('/revoked/')) { return { statusCode: 403, body: 'no' }; }
                request.uri = request.uri.substring(request.uri.indexOf('/', 1));
                return request;
            }
            """);

        var first = await GetAsync(system, "/one/media/x");
        var second = await GetAsync(system, "/two/media/x");
        var revoked = await GetAsync(system, "/revoked/media/x");

        Assert.Equal(("Miss", "Hit"), (first.Result, second.Result));
        Assert.Equal((403, "no"), (revoked.Status, revoked.Body));
        Assert.Equal("/media/x", origin.Request.Target);
    }

    [Theory]
    [InlineData("/a%2Fb")]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/a/%2e%2e/b")]
    [InlineData("/A/b")]
    [InlineData("/a/b/")]
    [InlineData("/a/b%20")]
    public async Task Paths_ThatLookAlike_AreDifferentKeys(string other)
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.ContentLength = 3;
            return context.Response.WriteAsync("one");
        });
        await using var system = await StartAsync(origin);
        await GetAsync(system, "/a/b");

        var response = await GetAsync(system, other);

        Assert.NotEqual("Hit", response.Result);
        Assert.Equal(2, origin.Requests.Count);
    }

    [Theory]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Rewrite-URL")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-Forwarded-Scheme")]
    [InlineData("Origin")]
    [InlineData("Authorization")]
    public async Task Header_OutsideOfTheKey_DoesNotReachTheOrigin(string header)
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            var body = "value " + context.Request.Headers[header];
            context.Response.ContentLength = body.Length;
            return context.Response.WriteAsync(body);
        });
        await using var system = await StartAsync(origin);

        var poisoned = await GetAsync(system, "/a", (header, "evil"));
        var victim = await GetAsync(system, "/a");

        Assert.Equal(("value ", "value "), (poisoned.Body, victim.Body));
    }

    [Fact]
    public async Task Invalidation_OfPaths_EmptiesTheCache()
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var system = await StartAsync(origin, time: time);
        foreach (var path in new[] { "/media/a/1", "/media/a/2", "/media/b/1" })
        {
            await GetAsync(system, path);
        }

        var id = system.Stack["Distribution"].PhysicalId;
        using var created = await system.CallAsync(
            "cloudfront",
            HttpMethod.Post,
            $"/2020-05-31/distribution/{id}/invalidation",
            """
            <InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>1</Quantity><Items><Path>/media/a/*</Path></Items></Paths><CallerReference>one</CallerReference></InvalidationBatch>
            """);
        var response = await created.Content.ReadAsStringAsync(TestToken);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Contains("<Status>InProgress</Status>", response, StringComparison.Ordinal);
        Assert.Equal(["Miss", "Miss", "Hit"], new[]
        {
            (await GetAsync(system, "/media/a/1")).Result, (await GetAsync(system, "/media/a/2")).Result, (await GetAsync(system, "/media/b/1")).Result,
        });
        time.Advance(TimeSpan.FromSeconds(1));
        using var got = await system.CallAsync("cloudfront", HttpMethod.Get, created.Headers.Location!.PathAndQuery);
        Assert.Contains("<Status>Completed</Status>", await got.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        using var listed = await system.CallAsync("cloudfront", HttpMethod.Get, $"/2020-05-31/distribution/{id}/invalidation?MaxItems=1");
        Assert.Contains("<IsTruncated>false</IsTruncated>", await listed.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalidation_QuantityThatDiffers_IsRefused()
    {
        await using var origin = await TestOrigin.StartAsync(Serve);
        await using var system = await StartAsync(origin);

        using var refused = await system.CallAsync(
            "cloudfront",
            HttpMethod.Post,
            $"/2020-05-31/distribution/{system.Stack["Distribution"].PhysicalId}/invalidation",
            """
            <InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>2</Quantity><Items><Path>/a</Path></Items></Paths><CallerReference>one</CallerReference></InvalidationBatch>
            """);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("<Code>InconsistentQuantities</Code>", await refused.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    // Like S3: ranges, conditions, a strong ETag.
    private static async Task Serve(HttpContext context)
    {
        var response = context.Response;
        response.Headers.ETag = "\"v1\"";
        response.Headers.LastModified = "Thu, 01 Jan 2026 00:00:00 GMT";
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = "text/x-test";
        if (context.Request.Headers.IfNoneMatch == "\"v1\"")
        {
            response.StatusCode = 304;
            return;
        }

        var range = RangeHeaderValue.TryParse(context.Request.Headers.Range, out var parsed) ? parsed.Ranges.Single() : null;
        var from = (int)(range?.From ?? 0);
        var to = (int)Math.Min(range?.To ?? 9, 9);
        if (range is not null)
        {
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{to}/10";
        }

        response.ContentLength = to - from + 1;
        await response.WriteAsync(Content[from..(to + 1)]);
    }

    private static Task<CloudFrontSystem> StartAsync(TestOrigin origin, string? function = null, TimeProvider? time = null)
    {
        var template = new DistributionTemplate().WithOrigin("one", origin.Port)
            .WithResource("Cache", "AWS::CloudFront::CachePolicy", """
                { "CachePolicyConfig": { "Name": "c", "MinTTL": 0, "DefaultTTL": 600, "MaxTTL": 3600, "ParametersInCacheKeyAndForwardedToOrigin": {
                  "CookiesConfig": { "CookieBehavior": "none" }, "EnableAcceptEncodingGzip": false, "HeadersConfig": { "HeaderBehavior": "none" },
                  "QueryStringsConfig": { "QueryStringBehavior": "none" } } } }
                """);
        template.DefaultBehavior["CachePolicyId"] = JsonNode.Parse("""{ "Ref": "Cache" }""");
        if (function is not null)
        {
            template.WithFunction(function);
        }

        return CloudFrontSystem.StartAsync(template.ToString(), time: time);
    }

    private static async Task<ViewerResponse> GetAsync(CloudFrontSystem system, string target, params (string Name, string Value)[] headers)
    {
        using var response = await system.ViewAsync(target, null, headers);
        var body = await response.Content.ReadAsStringAsync(TestToken);
        var all = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, all["X-Cache"].Split(' ')[0], body, all);
    }

    private sealed record ViewerResponse(int Status, string Result, string Body, Dictionary<string, string> Headers)
    {
        public string? Header(string name) => Headers.GetValueOrDefault(name);
    }
}
