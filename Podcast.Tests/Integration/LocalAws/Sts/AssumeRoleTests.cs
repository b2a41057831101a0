using System.Net;
using System.Xml.Linq;
using Podcast.LocalAws.Host;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Sts;

/// <summary>What AssumeRole checks, and how long its credentials live.</summary>
public sealed class AssumeRoleTests : IAsyncLifetime
{
    private const string Template = """
        {
          "Resources": {
            "Short": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "short", "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::000000000000:root" }, "Action": "sts:AssumeRole" }] } } },
            "Long": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "long", "MaxSessionDuration": 7200, "AssumeRolePolicyDocument": { "Version": "2012-10-17",
              "Statement": [ { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::000000000000:root" }, "Action": "sts:AssumeRole" }] } } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private LocalAwsServer _server = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template);
        _server = await LocalAwsServer.StartAsync(new() { TemplatePath = template, AccessKeyId = LambdaFixture.AccessKeyId, SecretAccessKey = LambdaFixture.SecretAccessKey });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("short", "me", "&DurationSeconds=900", HttpStatusCode.OK, "")]
    [InlineData("long", "me@example.com", "&DurationSeconds=7200", HttpStatusCode.OK, "")]
    [InlineData("short", "me", "&DurationSeconds=899", HttpStatusCode.BadRequest, "greater than or equal to 900")]
    [InlineData("short", "me", "&DurationSeconds=43201", HttpStatusCode.BadRequest, "less than or equal to 43200")]
    [InlineData("short", "me", "&DurationSeconds=3601", HttpStatusCode.BadRequest, "MaxSessionDuration set for this role")]
    [InlineData("short", "me", "&DurationSeconds=soon", HttpStatusCode.BadRequest, "DurationSeconds")]
    [InlineData("short", "m", "", HttpStatusCode.BadRequest, "roleSessionName")]
    [InlineData("short", "no%20spaces", "", HttpStatusCode.BadRequest, "roleSessionName")]
    [InlineData("short", "me", "&Policy=%7B%7D", HttpStatusCode.NotImplemented, "Policy")]
    [InlineData("nobody", "me", "", HttpStatusCode.Forbidden, "sts:AssumeRole")]
    public async Task AssumeRole_Parameters_AreChecked(string role, string session, string more, HttpStatusCode expected, string words)
    {
        using var response = await CallAsync($"arn:aws:iam::000000000000:role/{role}", session, more);

        var body = await response.Content.ReadAsStringAsync(TestToken);
        Assert.Equal(expected, response.StatusCode);
        Assert.Contains(words, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssumeRole_OfAnotherAccount_IsRefused()
    {
        using var response = await CallAsync("arn:aws:iam::111111111111:role/short", "me", "");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("<Code>AccessDenied</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssumeRole_WithADuration_ExpiresThen()
    {
        using var response = await CallAsync("arn:aws:iam::000000000000:role/short", "me", "&DurationSeconds=900");

        var xml = XElement.Parse(await response.Content.ReadAsStringAsync(TestToken));
        var expiration = DateTimeOffset.Parse(
            xml.Descendants().Single(element => element.Name.LocalName == "Expiration").Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(expiration, DateTimeOffset.UtcNow.AddSeconds(800), DateTimeOffset.UtcNow.AddSeconds(901));
    }

    private async Task<HttpResponseMessage> CallAsync(string role, string session, string more)
    {
        using var request = LambdaFixture.Sign(
            HttpMethod.Post,
            new(_server.ApiUrl, "/"),
            "sts",
            $"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(role)}&RoleSessionName={session}{more}",
            "application/x-www-form-urlencoded");
        return await _http.SendAsync(request, TestToken);
    }
}
