using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

public sealed class EventEndpointTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static readonly Dictionary<string, string> AnyVersion = new() { ["if-match"] = "*" };

    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await FunctionSystem.CreateAsync(await dynamoDb.GetEndpointAsync());

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Endpoint_SetReadChangedDeleted_KeepsItsSecrets()
    {
        Assert.Equal(404, (await _system.CallAsync("GET", "/event-endpoint")).Status);
        var (created, body, headers) = await _system.CallAsync("PUT", "/event-endpoint", new { url = "https://hooks.example.com/a", secrets = new[] { Secret } });
        Assert.Equal((201, "https://hooks.example.com/a", 1), (created, (string?)body["url"], (int)body["secretCount"]!));
        Assert.Equal(412, (await _system.CallAsync(
            "PUT", "/event-endpoint", new { url = "https://hooks.example.com/b" }, new Dictionary<string, string> { ["if-match"] = "\"7\"" })).Status);
        var (changed, after, _) = await _system.CallAsync(
            "PUT", "/event-endpoint", new { url = "https://hooks.example.com/b" }, new Dictionary<string, string> { ["if-match"] = headers["etag"] });
        Assert.Equal((200, 1), (changed, (int)after["secretCount"]!));
        Assert.Equal("https://hooks.example.com/b", (string?)(await _system.CallAsync("GET", "/event-endpoint")).Body["url"]);
        Assert.Equal(428, (await _system.CallAsync("DELETE", "/event-endpoint")).Status);
        Assert.Equal(204, (await _system.CallAsync("DELETE", "/event-endpoint", headers: AnyVersion)).Status);
        Assert.Equal(404, (await _system.CallAsync("GET", "/event-endpoint")).Status);
    }

    [Theory]
    [InlineData("http://hooks.example.com/", "https address")]
    [InlineData("https://user:password@hooks.example.com/", "without user")]
    [InlineData("ftp://hooks.example.com/", "https address")]
    [InlineData("hooks.example.com", "https address")]
    [InlineData("https://127.0.0.1/", "private network")]
    [InlineData("https://2130706433/", "private network")]
    [InlineData("https://localhost/", "private network")]
    [InlineData("https://169.254.169.254/latest", "private network")]
    [InlineData("https://[::1]/", "private network")]
    [InlineData("https://[::ffff:10.0.0.1]/", "private network")]
    public async Task Put_AddressThatIsNotAllowed_NamesTheField(string url, string expected)
    {
        var (status, body, _) = await _system.CallAsync("PUT", "/event-endpoint", new { url, secrets = new[] { Secret } });

        Assert.Equal(400, status);
        Assert.Equal("#/url", (string?)body["errors"]![0]!["pointer"]);
        Assert.Contains(expected, (string?)body["errors"]![0]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_SecretThatIsNone_NamesTheField()
    {
        var (status, body, _) = await _system.CallAsync("PUT", "/event-endpoint", new { url = "https://hooks.example.com/", secrets = new[] { "too short" } });

        Assert.Equal((400, "#/secrets"), (status, (string?)body["errors"]![0]!["pointer"]));
    }
}
