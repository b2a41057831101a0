using Podcast.LocalAws.Host;

namespace Podcast.Tests.Integration.LocalAws.Host.Access;

/// <summary>What a page in the developer's browser can send, at every listener.</summary>
public sealed class RequestFilterTests : IAsyncLifetime
{
    private const string Template = """
        {
          "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
            "Web": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Web", "Role": { "Fn::GetAtt": ["Role", "Arn"] } } },
            "WebUrl": { "Type": "AWS::Lambda::Url", "Properties": { "AuthType": "AWS_IAM", "TargetFunctionArn": { "Fn::GetAtt": ["Web", "Arn"] } } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer _server = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            AccessKeyId = "AKIATEST",
            SecretAccessKey = "secret",
            FunctionUrlPorts = { ["Web"] = 0 },
            AllowedHosts = "phone.example, *.lan",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("lan")]
    [InlineData("192.168.1.7")]
    public async Task Request_WithAForeignHost_IsRefusedByEveryListener(string host)
    {
        foreach (var (url, status) in ((Uri, int)[])[(_server.ApiUrl, 421), (_server.EdgeUrl, 403), (_server.FunctionUrl("Web"), 421)])
        {
            Assert.StartsWith($"HTTP/1.1 {status}", await GetAsync(url, "/_localaws/health", host), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("bucket.localhost:80")]
    [InlineData("000000000000.localhost")]
    [InlineData("000000000000.127.0.0.1")]
    [InlineData("bucket.s3.us-east-1.amazonaws.com")]
    [InlineData("x.lambda-url.us-east-1.on.aws")]
    [InlineData("phone.example")]
    [InlineData("tablet.LAN")]
    public async Task Request_WithAHostOfThisMachineOrOfAws_IsTaken(string host) =>
        Assert.DoesNotContain(" 421 ", await GetAsync(_server.ApiUrl, "/", host), StringComparison.Ordinal);

    [Theory]
    [InlineData("/_localaws/stack", "Origin: http://evil.example")]
    [InlineData("/_localaws/stack", "Sec-Fetch-Site: cross-site")]
    [InlineData("/_localaws/health", "Sec-Fetch-Site: same-site")]
    [InlineData("/_localaws/functions/Web/environment", "Origin: null")]
    [InlineData("/_localaws/runtime/Web/2018-06-01/runtime/invocation/next", "Sec-Fetch-Site: cross-site")]
    [InlineData("/_localaws/elsewhere", "Origin: http://evil.example")]
    [InlineData("/health", "Sec-Fetch-Site: cross-site")]
    public async Task ControlApi_FromAWebPage_IsRefused(string path, string header) =>
        Assert.StartsWith("HTTP/1.1 403", await GetAsync(_server.ApiUrl, path, "127.0.0.1", header), StringComparison.Ordinal);

    [Fact]
    public async Task ControlApi_TypedIntoTheBrowser_Responds() =>
        Assert.StartsWith("HTTP/1.1 200", await GetAsync(_server.ApiUrl, "/_localaws/stack", "localhost", "Sec-Fetch-Site: none"), StringComparison.Ordinal);

    private static async Task<string> GetAsync(Uri url, string path, string host, string? header = null)
    {
        using var connection = await RawConnection.OpenAsync(url, TestToken);
        await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\n{(header is null ? "" : header + "\r\n")}Connection: close\r\n\r\n", TestToken);
        return await connection.ReadToEndAsync(TestToken);
    }
}
