using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Host;

public sealed class LocalAwsServerTests : IDisposable
{
    private readonly string _template = Path.GetTempFileName();

    public void Dispose() => File.Delete(_template);

    [Fact]
    public async Task StartAsync_WithTakenPort_FailsWithReason()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = Options("""{ "Resources": {} }""");
        options.ApiPort = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<IOException>(() => StartAsync(options));

        Assert.IsType<AddressInUseException>(error.InnerException);
    }

    [Fact]
    public async Task StartAsync_UnresolvedReference_NamesThePath()
    {
        var error = await Assert.ThrowsAsync<TemplateException>(() => StartAsync(Options(
            """{ "Resources": { "T": { "Type": "AWS::DynamoDB::Table", "Properties": { "TableName": { "Ref": "Nobody" } } } } }""")));

        Assert.StartsWith("T.Properties.TableName refers to 'Nobody'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_WithPortForAFunctionWithoutUrl_FailsWithReason()
    {
        var options = Options("""{ "Resources": {} }""");
        options.FunctionUrlPorts["Nobody"] = 0;

        var error = await Assert.ThrowsAsync<LocalAwsOptionsException>(() => StartAsync(options));

        Assert.Contains("LocalAws__FunctionUrlPorts__Nobody", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WithTablesButNoDynamoDb_GivesTheReason()
    {
        await using var server = await StartAsync(Options("""{ "Resources": { "T": { "Type": "AWS::DynamoDB::Table", "Properties": { "KeySchema": [] } } } }"""));
        using var http = new HttpClient();
        var cancelled = TestContext.Current.CancellationToken;

        using var response = await http.GetAsync(new Uri(server.ApiUrl, "/_localaws/health"), cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("\"reason\":", await response.Content.ReadAsStringAsync(cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_WhileAFunctionWaits_EndsTheWaiting()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var server = await StartAsync(Options(
            """{ "Resources": { "F": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "F", "Role": "arn:aws:iam::000000000000:role/r" } } } }"""));
        using var process = new FunctionProcess(server.ApiUrl, "F");
        var poll = process.NextAsync(cancelled);
        using var http = new HttpClient();
        while (!(await http.GetAsync(new Uri(server.ApiUrl, "/_localaws/functions/F/health"), cancelled)).IsSuccessStatusCode)
        {
            await Task.Yield();
        }

        await server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => poll);
    }

    [Fact]
    public void Validate_MissingTemplate_NamesTheFix()
    {
        var options = Options("{}");
        options.TemplatePath = "nowhere.json";

        var error = Assert.Throws<LocalAwsOptionsException>(options.Validate);

        Assert.Contains("Build Podcast.Infra", error.Message, StringComparison.Ordinal);
    }

    private static Task<LocalAwsServer> StartAsync(LocalAwsOptions options) =>
        LocalAwsServer.StartAsync(options, cancellationToken: TestContext.Current.CancellationToken);

    private LocalAwsOptions Options(string template)
    {
        File.WriteAllText(_template, template);
        return new() { TemplatePath = _template, AccessKeyId = "AKIATEST", SecretAccessKey = "secret" };
    }
}
