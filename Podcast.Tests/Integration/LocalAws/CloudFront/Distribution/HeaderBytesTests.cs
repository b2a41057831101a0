using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

/// <summary>Bytes of headers, paths and queries, read and written without a client that has its own idea of them.</summary>
public sealed class HeaderBytesTests
{
    private const string Utf8 = "caf\u00C3\u00A9";
    private const string Iso88591 = "caf\u00E9";

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Utf8)]
    [InlineData(Iso88591)]
    public async Task RequestHeader_Untouched_ReachesTheOriginAsItCame(string bytes)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, "function handler(event) { return event.request; }");

        var response = await SendAsync(system, "/", $"X-Name: {bytes}");

        Assert.StartsWith("HTTP/1.1 200", response, StringComparison.Ordinal);
        Assert.Equal(bytes, origin.Request.Headers["X-Name"]);
    }

    [Fact]
    public async Task RequestHeader_WhoseNameIsNone_Is400()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, "function handler(event) { return event.request; }");

        Assert.StartsWith("HTTP/1.1 400", await SendAsync(system, "/", "a/b: c"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Utf8)]
    [InlineData(Iso88591)]
    public async Task RequestHeader_InAFunction_IsText(string bytes)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(
            origin, "function handler(event) { var r = event.request; r.headers['x-length'] = { value: String(r.headers['x-name'].value.length) }; r.headers['x-name'].value += '!'; return r; }");

        await SendAsync(system, "/", $"X-Name: {bytes}");

        Assert.Equal("4", origin.Request.Headers["X-Length"]);
        Assert.Equal(Utf8 + "!", origin.Request.Headers["X-Name"]);
    }

    [Theory]
    [InlineData(Utf8)]
    [InlineData(Iso88591)]
    public async Task ResponseHeader_OfTheOrigin_ReachesTheViewerAsItCame(string bytes)
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            context.Response.Headers["X-Name"] = bytes;
            return context.Response.WriteAsync("one");
        });
        await using var system = await StartAsync(origin, null);

        Assert.Contains($"X-Name: {bytes}\r\n", await SendAsync(system, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResponseHeader_OfAFunction_IsWrittenAsUtf8()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(
            origin, "function handler(event) { return { statusCode: 200, statusDescription: 'Fine', headers: { 'x-own-name': { value: 'caf\u00E9' } } }; }");

        var response = await SendAsync(system, "/");

        Assert.StartsWith("HTTP/1.1 200 Fine\r\n", response, StringComparison.Ordinal);
        Assert.Contains($"X-Own-Name: {Utf8}\r\n", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statusDescription: 'OK\\r\\nX-Evil: 1'")]
    [InlineData("cookies: { a: { value: 'b', attributes: 'Path=/\\r\\nX-Evil: 1' } }")]
    public async Task FunctionResult_WithALineBreak_Is502(string member)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, $"function handler(event) {{ return {{ statusCode: 200, {member} }}; }}");

        var response = await SendAsync(system, "/");

        Assert.StartsWith("HTTP/1.1 502", response, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Evil", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestHeader_OnSeveralLines_ReachesTheOriginWhole()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, null);

        await SendAsync(system, "/", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 192.0.2.2", "Via: 1.0 a", "Via: 1.0 b", "X-List: 1", "X-List: 2", "Accept-Encoding: gzip", "Accept-Encoding: br");

        var headers = origin.Request.Headers;
        Assert.Equal("192.0.2.1, 192.0.2.2, 127.0.0.1", headers["X-Forwarded-For"]);
        Assert.StartsWith("1.0 a, 1.0 b, 1.1 ", headers["Via"].Replace("1.0 a,1.0 b", "1.0 a, 1.0 b", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("1, 2", headers["X-List"].Replace("1,2", "1, 2", StringComparison.Ordinal));
        Assert.Equal("gzip, br", headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task RequestHeader_Names_AreCapitalized()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, "function handler(event) { event.request.headers['x-added-here'] = { value: '1' }; return event.request; }");

        await SendAsync(system, "/", "x-own-name: 1");

        Assert.Contains("X-Added-Here", origin.Request.Headers.Keys, StringComparer.Ordinal);
        Assert.Contains("X-Own-Name", origin.Request.Headers.Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("/a?&&b=1&a&b=%zz;?x")]
    [InlineData("/a?")]
    [InlineData("/a?a=1&&")]
    public async Task Query_WhenAllIsForwarded_IsVerbatim(string target)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, "function handler(event) { return event.request; }");

        await SendAsync(system, target);

        Assert.Equal(target, origin.Request.Target);
    }

    [Theory]
    [InlineData("/caf\u00C3\u00A9?q=\u00C3\u00A9", "/caf%C3%A9?q=%C3%A9")]
    [InlineData("/caf\u00E9?q=\u00E9", "/caf%E9?q=%E9")]
    public async Task Target_WithEightBitBytes_ReachesTheOriginWithTheSameBytesEncoded(string target, string encoded)
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(
            origin, "function handler(event) { var r = event.request; r.headers['x-uri'] = { value: r.uri + String(r.uri.length) }; return r; }");

        var response = await SendAsync(system, target);

        Assert.StartsWith("HTTP/1.1 200", response, StringComparison.Ordinal);
        Assert.Equal(encoded, origin.Request.Target);
        Assert.Equal($"/{Utf8}5", origin.Request.Headers["X-Uri"]);
    }

    [Fact]
    public async Task Target_ChangedByAFunction_IsWrittenAsUtf8()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, "function handler(event) { event.request.uri += '/a'; return event.request; }");

        await SendAsync(system, "/caf\u00E9");

        Assert.Equal("/caf%C3%A9/a", origin.Request.Target);
    }

    [Fact]
    public async Task Target_AfterOneWithEightBitBytes_IsItsOwn()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin, null);

        await SendAsync(system, "/\u00E9 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /_");

        Assert.Equal(["/%E9", "/_"], origin.Requests.Select(request => request.Target));
    }

    private static Task<CloudFrontSystem> StartAsync(TestOrigin origin, string? function)
    {
        var template = new DistributionTemplate().WithOrigin("one", origin.Port);
        template.DefaultBehavior["OriginRequestPolicyId"] = DistributionTemplate.AllViewerExceptHostHeader;
        if (function is not null)
        {
            template.WithFunction(function);
        }

        return CloudFrontSystem.StartAsync(template.ToString());
    }

    // A character for each byte.
    private static async Task<string> SendAsync(CloudFrontSystem system, string target, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(system.EdgeUrl.Host, system.EdgeUrl.Port, TestToken);
        await using var stream = client.GetStream();
        var lines = string.Concat(headers.Select(header => header + "\r\n"));
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n"), TestToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestToken);
    }
}
