using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.CloudFront.Functions.Events;
using static Podcast.Tests.Unit.LocalAws.CloudFront.Functions.FunctionHarness;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

/// <summary>Functions of the kinds that people write.</summary>
public sealed class SampleFunctionTests
{
    [Theory]
    [InlineData("/blog/", "/blog/index.html")]
    [InlineData("/blog", "/blog/index.html")]
    [InlineData("/logo.png", "/logo.png")]
    public void Rewrite_OfFolders_AddsTheIndexPage(string uri, string expected)
    {
        const string code = """
            function handler(event) {
                var request = event.request;
                var last = request.uri.split('/').pop();
                if (last === '') { request.uri += 'index.html'; } else if (last.indexOf('.') < 0) { request.uri += '/index.html'; }
                return request;
            }
            """;

        Assert.Equal(expected, Run(code, Request(uri)).Passed().Uri);
    }

    [Theory]
    [InlineData("DE", 302)]
    [InlineData("US", null)]
    public void Redirect_ByCountry_KeepsTheQuery(string country, int? status)
    {
        const string code = """
            function handler(event) {
                const request = event.request;
                const country = request.headers['cloudfront-viewer-country'];
                if (country && country.value === 'DE') {
                    const raw = request.rawQueryString();
                    const to = `https://${request.headers.host.value}/de${request.uri}${raw ? '?' + raw : ''}`;
                    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: to } } };
                }
                return request;
            }
            """;

        var result = Run(code, Request("/a", "x=1", headers: [("cloudfront-viewer-country", country)]));

        Assert.Equal(status, (result as ResponseResult)?.Response.StatusCode);
        if (status is not null)
        {
            Assert.Equal("https://d111111abcdef8.cloudfront.net/de/a?x=1", result.GetResponse().Headers["location"]);
        }
    }

    [Fact]
    public void QueryParameters_Sorted_MakeOneCacheKey()
    {
        const string code = """
            function handler(event) {
                const parts = [];
                const query = event.request.querystring;
                Object.keys(query).forEach(name => {
                    (query[name].multiValue || [query[name]]).forEach(item => parts.push(name + '=' + item.value));
                });
                event.request.querystring = parts.sort().join('&');
                return event.request;
            }
            """;

        Assert.Equal("a=1&b=2&b=3", Run(code, Request(query: "b=3&a=1&b=2")).Passed().RawQuery);
    }

    [Theory]
    [InlineData("group=b", "/b/index.html")]
    [InlineData("group=a", "/a/index.html")]
    public void Experiment_ByCookie_ChoosesTheVariant(string cookies, string expected)
    {
        const string code = """
            function handler(event) {
                const cookie = event.request.cookies.group;
                event.request.uri = (cookie && cookie.value === 'b' ? '/b' : '/a') + event.request.uri;
                return event.request;
            }
            """;

        Assert.Equal(expected, Run(code, Request(cookies: cookies)).Passed().Uri);
    }

    [Fact]
    public void SecurityHeaders_InViewerResponse_AreAdded()
    {
        const string code = """
            async function handler(event) {
                const headers = event.response.headers;
                headers['x-content-type-options'] = { value: 'nosniff' };
                headers['x-frame-options'] = { value: 'DENY' };
                return event.response;
            }
            """;

        var response = Run(code, response: Response(200, [("content-type", "text/html")])).GetResponse();

        Assert.Equal("nosniff", response.Headers["x-content-type-options"]);
        Assert.Equal("text/html", response.Headers["content-type"]);
    }

    [Theory]
    [InlineData("/old/x", "/new/x")]
    [InlineData("/none/x", "/none/x")]
    public void Lookup_InTheStore_RewritesThePrefix(string uri, string expected)
    {
        const string code = """
            import cf from 'cloudfront';
            const store = cf.kvs();
            async function handler(event) {
                const segments = event.request.uri.split('/');
                try {
                    segments[1] = await store.get(segments[1]);
                    event.request.uri = segments.join('/');
                } catch (error) {
                    console.log(`${error}`);
                }
                return event.request;
            }
            """;

        Assert.Equal(expected, Run(code, Request(uri), store: Store(("old", "new"))).Passed().Uri);
    }

    [Theory]
    [InlineData("right key", true)]
    [InlineData("wrong key", false)]
    public void SignedToken_InTheQuery_IsVerified(string signingKey, bool accepted)
    {
        const string code = """
            import crypto from 'crypto';
            import cf from 'cloudfront';
            function equal(a, b) {
                let difference = a.length ^ b.length;
                for (let i = 0; i < a.length; i++) { difference |= a.charCodeAt(i) ^ b.charCodeAt(i); }
                return difference === 0;
            }
            async function handler(event) {
                const request = event.request;
                const token = request.querystring.jwt;
                const parts = token ? token.value.split('.') : [];
                if (parts.length !== 3) { return { statusCode: 401 }; }
                const key = await cf.kvs().get('secret');
                const expected = crypto.createHmac('sha256', key).update(parts[0] + '.' + parts[1]).digest('base64url');
                const claims = JSON.parse(Buffer.from(parts[1], 'base64url'));
                if (!equal(expected, parts[2]) || Date.now() > claims.exp * 1000) { return { statusCode: 401 }; }
                delete request.querystring.jwt;
                return request;
            }
            """;
        var payload = $"eyJhbGciOiJIUzI1NiJ9.{Encode(Encoding.UTF8.GetBytes($$"""{"exp":{{Start.ToUnixTimeSeconds() + 60}}}"""))}";
        var signature = Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(signingKey), Encoding.UTF8.GetBytes(payload)));

        var result = Run(code, Request(query: $"a=1&jwt={payload}.{signature}"), store: Store(("secret", "right key")));

        if (accepted)
        {
            Assert.Equal("a=1", result.Passed().RawQuery);
        }
        else
        {
            Assert.Equal(401, result.GetResponse().StatusCode);
        }
    }

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
