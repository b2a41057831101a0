using System.Text;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Host.Access;

/// <summary>A response before the body was read ends the connection, whoever sends it; else the next request would be taken for the body.</summary>
public sealed class EarlyResponseTests(LambdaFixture lambda) : IClassFixture<LambdaFixture>
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("s3", "PUT /no-such-bucket/a")]
    [InlineData("dynamodb", "POST /")]
    [InlineData("lambda", "DELETE /2015-03-31/functions/x")]
    [InlineData("nothing", "POST /")]
    [InlineData("", "POST /")]
    [InlineData("", "PUT /_localaws/elsewhere")]
    public async Task AwsEndpoint_RefusedBeforeTheBody_ClosesTheConnection(string service, string target)
    {
        var signature = service.Length == 0
            ? ""
            : $"Authorization: AWS4-HMAC-SHA256 Credential=AKIANOBODY/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=00\r\nx-amz-date: 20260101T000000Z\r\n";

        await RequireCloseAsync(lambda.ApiUrl, target, signature);
    }

    [Fact]
    public async Task FunctionUrl_RefusedBeforeTheBody_ClosesTheConnection() => await RequireCloseAsync(lambda.WebUrl, "POST /", "");

    [Fact]
    public async Task AwsEndpoint_BodyRead_KeepsTheConnection()
    {
        using var request = LambdaFixture.Sign(HttpMethod.Post, lambda.Api("/"), "sts", "Action=GetCallerIdentity", "application/x-www-form-urlencoded");
        var body = Encoding.UTF8.GetBytes(await request.Content!.ReadAsStringAsync(TestToken));
        var text = new StringBuilder($"POST / HTTP/1.1\r\nHost: {lambda.ApiUrl.Authority}\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, values) in request.Headers)
        {
            text.Append($"{name}: {string.Join(", ", values)}\r\n");
        }

        using var connection = await RawConnection.OpenAsync(lambda.ApiUrl, TestToken);
        await connection.SendAsync($"{text}\r\n{Encoding.UTF8.GetString(body)}", TestToken);
        var head = await connection.ReadHeadAsync(TestToken);

        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Connection: close", head, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task RequireCloseAsync(Uri url, string target, string headers)
    {
        using var connection = await RawConnection.OpenAsync(url, TestToken);
        await connection.SendAsync($"{target} HTTP/1.1\r\nHost: {url.Authority}\r\n{headers}Content-Length: 3\r\nExpect: 100-continue\r\n\r\n", TestToken);
        var head = await connection.ReadHeadAsync(TestToken);

        Assert.Matches("^HTTP/1.1 [45]", head);
        Assert.Contains("Connection: close", head, StringComparison.OrdinalIgnoreCase);
    }
}
