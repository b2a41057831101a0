using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

/// <summary>Requests that no honest client sends, byte by byte.</summary>
public sealed class HostileRequestTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 10\r\n\r\nGET /evil ")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\nabc")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\n\r\n")]
    [InlineData("GET a HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task Request_ThatCanBeReadInTwoWays_IsRefused(string request)
    {
        await using var origin = await TestOrigin.StartAsync(_ => throw new InvalidOperationException("Must not be called."));
        await using var system = await StartAsync(origin);

        var response = await SendAsync(system, request);

        Assert.Matches("^HTTP/1\\.1 (400|403|405|414|431) ", response);
        Assert.Empty(origin.Requests);
    }

    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET http://evil.example/a HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: evil.localhost\r\nConnection: close\r\n\r\n")]
    public async Task Request_OfAForeignHost_Is403(string request)
    {
        await using var origin = await TestOrigin.StartAsync(_ => throw new InvalidOperationException("Must not be called."));
        await using var system = await StartAsync(origin);

        var response = await SendAsync(system, request);

        Assert.StartsWith("HTTP/1.1 403 ", response, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Request_WithForwardedHost_GetsTheSameCachedResponse()
    {
        await using var origin = await TestOrigin.StartAsync(context =>
        {
            var body = $"for {context.Request.Host.Host}";
            context.Response.ContentLength = body.Length;
            return context.Response.WriteAsync(body);
        });
        await using var system = await StartAsync(origin);

        var first = await SendAsync(system, "GET /a HTTP/1.1\r\nhOsT: localhost\r\nX-FORWARDED-HOST: evil.example\r\ncOnNeCtIoN: close, x-viewer-host\r\n\r\n");
        using var second = await system.ViewAsync("/a");

        Assert.EndsWith("for localhost", first, StringComparison.Ordinal);
        Assert.Equal("for localhost", await second.Content.ReadAsStringAsync(TestToken));
        Assert.Single(origin.Requests);
    }

    private static async Task<string> SendAsync(CloudFrontSystem system, string request)
    {
        using var viewer = system.Viewer("/");
        using var connection = new TcpClient();
        await connection.ConnectAsync(viewer.RequestUri!.Host, viewer.RequestUri.Port, TestToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestToken);
        using var reader = new StreamReader(stream);
        var head = new StringBuilder();
        var length = 0;
        while (await reader.ReadLineAsync(TestToken) is { Length: > 0 } line)
        {
            head.Append(line).Append('\n');
            length = line.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture) : length;
        }

        var body = new char[length];
        await reader.ReadBlockAsync(body, TestToken);
        return head.Append(body).ToString();
    }

    private static Task<CloudFrontSystem> StartAsync(TestOrigin origin)
    {
        var template = new DistributionTemplate().WithOrigin("one", origin.Port);
        template.DefaultBehavior["CachePolicyId"] = JsonValue.Create("658327ea-f89d-4fab-a63d-7e88639e58f6");
        return CloudFrontSystem.StartAsync(template.ToString());
    }
}
