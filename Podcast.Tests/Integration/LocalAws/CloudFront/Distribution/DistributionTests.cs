using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

public sealed class DistributionTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behavior_OfThePath_ChoosesTheOrigin()
    {
        await using var one = await TestOrigin.StartAsync("one");
        await using var two = await TestOrigin.StartAsync("two");
        await using var three = await TestOrigin.StartAsync("three");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate()
            .WithOrigin("one", one.Port).WithOrigin("two", two.Port).WithOrigin("three", three.Port)
            .WithBehavior(DistributionTemplate.Behavior("two", "/*/feeds/*"))
            .WithBehavior(DistributionTemplate.Behavior("three", "images/?.png")).ToString());

        Assert.Equal("two", await GetAsync("/a/b/feeds/c.xml"));
        Assert.Equal("three", await GetAsync("/images/1.png"));
        Assert.Equal("one", await GetAsync("/images/12.png"));
        Assert.Equal("one", await GetAsync("/a/Feeds/c.xml"));
        Assert.Equal("one", await GetAsync("/feeds"));

        async Task<string> GetAsync(string path)
        {
            using var response = await system.ViewAsync(path);
            return await response.Content.ReadAsStringAsync(TestToken);
        }
    }

    [Theory]
    [InlineData("POST", null, 403)]
    [InlineData("DELETE", null, 403)]
    [InlineData("GET", "body", 403)]
    [InlineData("HEAD", null, 200)]
    public async Task Method_NotAllowed_IsRefusedAtTheEdge(string method, string? body, int expected)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).ToString());
        using var request = system.Viewer("/a", new(method));
        request.Content = body is null ? null : new StringContent(body);

        using var response = await system.Http.SendAsync(request, TestToken);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal(expected == 200 ? 1 : 0, origin.Requests.Count);
    }

    [Fact]
    public async Task OriginRequest_WithoutPolicy_CarriesOnlyWhatCloudFrontAlwaysSends()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).ToString());

        using var response = await system.ViewAsync(
            "/a%2Fb/../c?x=1", null, ("User-Agent", "player/1.0"), ("Accept", "*/*"), ("Accept-Encoding", "gzip"), ("Cookie", "a=1"), ("Authorization", "Basic x"),
            ("X-Custom", "1"), ("X-Amz-Cf-Id", "spoofed"), ("CloudFront-Viewer-Country", "XX"), ("X-Edge-Location", "x"), ("X-Forwarded-For", "203.0.113.9"),
            ("Range", "bytes=0-1"), ("If-None-Match", "\"1\""));

        var request = origin.Request;
        Assert.Equal("/a%2Fb/../c", request.Target);
        Assert.Equal(
            ["Host", "If-None-Match", "Range", "User-Agent", "Via", "X-Amz-Cf-Id", "X-Forwarded-For"],
            request.Headers.Keys.Where(name => name != "traceparent").Order(StringComparer.Ordinal));
        Assert.Equal("Amazon CloudFront", request.Headers["User-Agent"]);
        Assert.Equal("localhost", request.Headers["Host"]);
        Assert.Equal("203.0.113.9, 127.0.0.1", request.Headers["X-Forwarded-For"]);
        Assert.EndsWith(".cloudfront.net (CloudFront)", request.Headers["Via"], StringComparison.Ordinal);
        Assert.Equal(response.Headers.GetValues("X-Amz-Cf-Id").Single(), request.Headers["X-Amz-Cf-Id"]);
    }

    [Fact]
    public async Task OriginRequest_WithPolicies_CarriesWhatTheyInclude()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        var template = new DistributionTemplate().WithOrigin("one", origin.Port, config =>
            {
                config["OriginPath"] = "/base";
                config["OriginCustomHeaders"] = JsonNode.Parse("""[{ "HeaderName": "X-Secret", "HeaderValue": "s" }]""");
            })
            .WithResource("Cache", "AWS::CloudFront::CachePolicy", """
                { "CachePolicyConfig": { "Name": "c", "DefaultTTL": 0, "MaxTTL": 1, "MinTTL": 0, "ParametersInCacheKeyAndForwardedToOrigin": {
                  "CookiesConfig": { "CookieBehavior": "whitelist", "Cookies": ["kept"] }, "EnableAcceptEncodingGzip": true, "EnableAcceptEncodingBrotli": true,
                  "HeadersConfig": { "HeaderBehavior": "whitelist", "Headers": ["X-Kept"] },
                  "QueryStringsConfig": { "QueryStringBehavior": "whitelist", "QueryStrings": ["a"] } } } }
                """)
            .WithResource("Origin", "AWS::CloudFront::OriginRequestPolicy", """
                { "OriginRequestPolicyConfig": { "Name": "o",
                  "CookiesConfig": { "CookieBehavior": "none" },
                  "HeadersConfig": { "HeaderBehavior": "whitelist", "Headers": ["X-Added", "CloudFront-Forwarded-Proto", "CloudFront-Viewer-Address"] },
                  "QueryStringsConfig": { "QueryStringBehavior": "whitelist", "QueryStrings": ["b"] } } }
                """)
            .WithFunction("function handler(event) { event.request.headers['x-added'] = { value: event.request.headers['cloudfront-forwarded-proto'].value }; event.request.headers['x-other'] = { value: '1' }; return event.request; }");
        template.DefaultBehavior["CachePolicyId"] = JsonNode.Parse("""{ "Ref": "Cache" }""");
        template.DefaultBehavior["OriginRequestPolicyId"] = JsonNode.Parse("""{ "Ref": "Origin" }""");
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        using var response = await system.ViewAsync(
            "/path?c=3&b=2&a=1&b=4", null, ("X-Kept", "k"), ("X-Lost", "l"), ("Cookie", "kept=1; lost=2"), ("Accept-Encoding", "gzip;q=1, deflate, br"), ("X-Secret", "viewer"));

        var request = origin.Request;
        Assert.Equal("/base/path?b=2&a=1&b=4", request.Target);
        Assert.Equal("k", request.Headers["X-Kept"]);
        Assert.Equal("http", request.Headers["X-Added"]);
        Assert.Equal("http", request.Headers["CloudFront-Forwarded-Proto"]);
        Assert.StartsWith("127.0.0.1:", request.Headers["CloudFront-Viewer-Address"], StringComparison.Ordinal);
        Assert.Equal("kept=1", request.Headers["Cookie"]);
        Assert.Equal("br,gzip", request.Headers["Accept-Encoding"]);
        Assert.Equal("s", request.Headers["X-Secret"]);
        Assert.DoesNotContain("X-Lost", request.Headers.Keys);
        Assert.DoesNotContain("X-Other", request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Body_OfAPost_IsStreamedToTheOrigin()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        var template = new DistributionTemplate().WithOrigin("one", origin.Port);
        template.DefaultBehavior["AllowedMethods"] = new JsonArray("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        using var request = system.Viewer("/a", HttpMethod.Post);
        request.Content = new StringContent("""{"a":1}""", Encoding.UTF8, "application/json");

        using var response = await system.Http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"a":1}""", origin.Request.Body);
        Assert.Equal("application/json; charset=utf-8", origin.Request.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Response_OfTheOrigin_IsPassedOnWithCloudFrontsHeaders()
    {
        await using var origin = await TestOrigin.StartAsync(async context =>
        {
            context.Response.Headers.Server = "origin";
            context.Response.Headers.ETag = "\"1\"";
            context.Response.Headers.SetCookie = "a=1";
            context.Response.Headers["X-Cache"] = "Hit from origin";
            context.Response.Headers.Via = "1.1 origin";
            await context.Response.WriteAsync("body");
        });
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal("body", await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("Miss from cloudfront", Header(response, "X-Cache"));
        Assert.Equal("IAD89-P1", Header(response, "X-Amz-Cf-Pop"));
        Assert.Matches("^1\\.1 [0-9a-f]{32}\\.cloudfront\\.net \\(CloudFront\\)$", Header(response, "Via"));
        Assert.Equal(56, Header(response, "X-Amz-Cf-Id")!.Length);
        Assert.Equal("origin", Header(response, "Server"));
        Assert.Equal("\"1\"", Header(response, "ETag"));
        Assert.Null(Header(response, "Set-Cookie"));
    }

    [Fact]
    public async Task FunctionResponse_ToTheViewer_TouchesNoOrigin()
    {
        await using var origin = await TestOrigin.StartAsync(_ => throw new InvalidOperationException("Must not be called."));
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).WithFunction("""
            function handler(event) {
                return { statusCode: 404, statusDescription: 'Nothing here', headers: { 'x-one-two': { value: '1' } }, cookies: { a: { value: '1', attributes: 'Secure' } }, body: 'Not found.' };
            }
            """).ToString());

        using var response = await system.ViewAsync("/forged");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Nothing here", response.ReasonPhrase);
        Assert.Equal("Not found.", await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("FunctionGeneratedResponse from cloudfront", Header(response, "X-Cache"));
        Assert.Equal("CloudFront", Header(response, "Server"));
        Assert.Equal("1", Header(response, "X-One-Two"));
        Assert.Equal("a=1; Secure", Header(response, "Set-Cookie"));
        Assert.Empty(origin.Requests);
    }

    [Theory]
    [InlineData("function handler(event) { throw new Error('boom'); }", 503, "FunctionExecutionError from cloudfront")]
    [InlineData("function handler(event) { const [a] = event; }", 503, "FunctionExecutionError from cloudfront")]
    [InlineData("function handler(event) { return event; }", 502, "Error from cloudfront")]
    public async Task Function_ThatFails_GivesAnErrorPage(string code, int status, string cache)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).WithFunction(code).ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(cache, Header(response, "X-Cache"));
        Assert.DoesNotContain("boom", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Function_OfViewerResponse_ChangesTheResponse()
    {
        await using var origin = await TestOrigin.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/missing" ? 404 : 200;
            context.Response.Headers.Server = "origin";
            await context.Response.WriteAsync("body");
        });
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).WithFunction(
            """
            function handler(event) {
                const response = event.response;
                response.headers['x-seen'] = { value: event.request.uri + response.statusCode };
                delete response.headers.server;
                if (event.request.uri === '/replaced') { response.body = 'mine'; }
                return response;
            }
            """,
            "viewer-response").ToString());

        using var kept = await system.ViewAsync("/kept");
        using var replaced = await system.ViewAsync("/replaced");
        using var missing = await system.ViewAsync("/missing");

        Assert.Equal("body", await kept.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("/kept200", Header(kept, "X-Seen"));
        Assert.Null(Header(kept, "Server"));
        Assert.Equal("mine", await replaced.Content.ReadAsStringAsync(TestToken));
        Assert.Equal(404, (int)missing.StatusCode);
        Assert.Null(Header(missing, "X-Seen"));
    }

    [Fact]
    public async Task Function_ThatSelectsAnOrigin_IsFollowed()
    {
        await using var one = await TestOrigin.StartAsync("one");
        await using var two = await TestOrigin.StartAsync("two");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate()
            .WithOrigin("one", one.Port).WithOrigin("two", two.Port, config => config["OriginPath"] = "/second")
            .WithFunction($$"""
                import cf from 'cloudfront';
                function handler(event) {
                    if (event.request.uri === '/select') { cf.selectRequestOriginById('two', { hostHeader: 'host.example' }); }
                    if (event.request.uri === '/update') {
                        cf.updateRequestOrigin({ originPath: '/updated', customHeaders: { 'x-a': '1' }, customOriginConfig: { port: {{two.Port}}, protocol: 'http', sslProtocols: ['TLSv1.2'] } });
                    }
                    return event.request;
                }
                """).ToString());

        using var plain = await system.ViewAsync("/plain");
        using var selected = await system.ViewAsync("/select");
        using var updated = await system.ViewAsync("/update");

        Assert.Equal("/plain", one.Request.Target);
        Assert.Equal(["/second/select", "/updated/update"], two.Requests.Select(request => request.Target));
        Assert.Equal("host.example", two.Requests.First().Headers["Host"]);
        Assert.Equal("1", two.Requests.Last().Headers["x-a"]);
    }

    [Fact]
    public async Task DefaultRootObject_ForTheRoot_IsAsked()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        var template = new DistributionTemplate().WithOrigin("one", origin.Port);
        template.Config["DefaultRootObject"] = "index.html";
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        using var response = await system.ViewAsync("/");

        Assert.Equal("/index.html", origin.Request.Target);
    }

    [Fact]
    public async Task Origin_ThatRefusesConnections_Gives502()
    {
        int port;
        await using (var gone = await TestOrigin.StartAsync("gone"))
        {
            port = gone.Port;
        }

        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", port).ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("Error from cloudfront", Header(response, "X-Cache"));
    }

    [Fact]
    public async Task Get_OriginDoesNotRespond_Returns504()
    {
        await using var origin = await TestOrigin.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate()
            .WithOrigin("one", origin.Port, config => config["CustomOriginConfig"]!["OriginReadTimeout"] = 1).ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Fact]
    public async Task ErrorPage_ForTheOriginsError_ComesFromItsBehavior()
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path.Value switch { "/errors/404.html" => 200, "/gone" => 410, "/broken" => 500, _ => 404 };
            return context.Response.WriteAsync($"from {context.Request.Path}");
        });
        var template = new DistributionTemplate().WithOrigin("one", origin.Port)
            .WithFunction("function handler(event) { return event.request.uri === '/made' ? { statusCode: 404, body: 'made' } : event.request; }");
        template.Config["CustomErrorResponses"] = JsonNode.Parse("""
            [
              { "ErrorCode": 404, "ResponseCode": 200, "ResponsePagePath": "/errors/404.html" },
              { "ErrorCode": 410, "ResponseCode": 410, "ResponsePagePath": "/missing.html" },
              { "ErrorCode": 500, "ErrorCachingMinTTL": 1 }
            ]
            """);
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        Assert.Equal((200, "from /errors/404.html"), await GetAsync("/nothing"));
        Assert.Equal((404, "made"), await GetAsync("/made"));
        Assert.Equal((500, "from /broken"), await GetAsync("/broken"));
        Assert.Equal(410, (await GetAsync("/gone")).Status);

        async Task<(int Status, string Body)> GetAsync(string path)
        {
            using var response = await system.ViewAsync(path);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestToken));
        }
    }

    [Fact]
    public async Task ResponseHeadersPolicy_OfTheBehavior_IsApplied()
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.Headers["X-Frame-Options"] = "DENY";
            context.Response.Headers["X-Powered-By"] = "x";
            return context.Response.WriteAsync("one");
        });
        var template = new DistributionTemplate().WithOrigin("one", origin.Port)
            .WithResource("Policy", "AWS::CloudFront::ResponseHeadersPolicy", """
                { "ResponseHeadersPolicyConfig": { "Name": "p",
                  "CorsConfig": { "AccessControlAllowCredentials": false, "AccessControlAllowHeaders": { "Items": ["*"] }, "AccessControlAllowMethods": { "Items": ["GET"] },
                    "AccessControlAllowOrigins": { "Items": ["https://*.example.com"] }, "OriginOverride": true },
                  "CustomHeadersConfig": { "Items": [{ "Header": "X-Custom", "Value": "1", "Override": true }] },
                  "RemoveHeadersConfig": { "Items": [{ "Header": "X-Powered-By" }] },
                  "SecurityHeadersConfig": { "FrameOptions": { "FrameOption": "SAMEORIGIN", "Override": false },
                    "StrictTransportSecurity": { "AccessControlMaxAgeSec": 60, "IncludeSubdomains": true, "Override": true } } } }
                """);
        template.DefaultBehavior["ResponseHeadersPolicyId"] = JsonNode.Parse("""{ "Ref": "Policy" }""");
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        using var response = await system.ViewAsync("/a", null, ("Origin", "https://app.example.com"));
        using var foreign = await system.ViewAsync("/a", null, ("Origin", "https://example.org"));

        Assert.Equal("DENY", Header(response, "X-Frame-Options"));
        Assert.Equal("max-age=60; includeSubDomains", Header(response, "Strict-Transport-Security"));
        Assert.Equal("1", Header(response, "X-Custom"));
        Assert.Null(Header(response, "X-Powered-By"));
        Assert.Equal("https://app.example.com", Header(response, "Access-Control-Allow-Origin"));
        Assert.Null(Header(foreign, "Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(8192, 0, 414)]
    [InlineData(10, 33_000, 494)]
    public async Task Request_TooLong_IsRefused(int urlLength, int headerLength, int status)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).ToString());

        using var response = await system.ViewAsync("/" + new string('a', urlLength), null, ("X-Long", new string('b', headerLength)));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Request_AtTheLimits_IsForwarded()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).ToString());

        var headers = Enumerable.Range(0, 300).Select(number => ($"X-Header-{number}", "value")).ToArray();
        using var response = await system.ViewAsync("/" + new string('a', 8191), null, headers);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}
