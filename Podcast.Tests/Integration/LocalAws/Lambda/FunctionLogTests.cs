using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Lambda;

public sealed class FunctionLogTests : IAsyncLifetime
{
    private const string Template = """
        {
          "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
            "Plain": { "Type": "AWS::Lambda::Function", "Properties": {
              "FunctionName": "plain", "Handler": "Plain", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 1 } },
            "Json": { "Type": "AWS::Lambda::Function", "Properties": {
              "FunctionName": "json", "Handler": "Json", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30,
              "LoggingConfig": { "LogFormat": "JSON", "LogGroup": "the-group" } } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly Sink _sink = new();
    private LocalAwsServer _server = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template, TestToken);
        _server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = template, AccessKeyId = "AKIATEST", SecretAccessKey = "secret" },
            services => services.AddSingleton<IFunctionLogSink>(_sink),
            TestToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Invoke_FunctionWithJsonLogs_HandsOnTheStartTheOutputAndTheReport()
    {
        using var process = new FunctionProcess(_server.ApiUrl, "Json");
        var invoke = InvokeAsync("json", "first");

        var got = await process.NextAsync(TestToken);
        await SendOutputAsync("Json", "2026-11-30T10:00:00.1230000Z {\"level\":\"Information\"}\n\nwithout a time\n");
        using var accepted = await process.RespondAsync(got.RequestId, "{}", TestToken);
        await invoke;
        var lines = await _sink.TakeAsync(4);

        Assert.All(lines, line => Assert.Equal(("json", "the-group"), (line.FunctionName, line.LogGroup)));
        Assert.Single(lines.Select(line => line.LogStream).Distinct(StringComparer.Ordinal));
        Assert.Equal("platform.start", (string?)JsonNode.Parse(lines[0].Text)!["type"]);
        Assert.Equal(("{\"level\":\"Information\"}", DateTimeOffset.Parse("2026-11-30T10:00:00.123Z", null)), (lines[1].Text, lines[1].Timestamp));
        Assert.Equal("without a time", lines[2].Text);
        var report = JsonNode.Parse(lines[3].Text)!;
        Assert.Equal(("platform.report", "first", "success"), ((string?)report["type"], (string?)report["record"]!["requestId"], (string?)report["record"]!["status"]));
    }

    [Fact]
    public async Task Invoke_FunctionWithTextLogsThatTimesOut_HandsOnThatItDid()
    {
        using var process = new FunctionProcess(_server.ApiUrl, "Plain");
        var invoke = InvokeAsync("plain", "late");

        await process.NextAsync(TestToken);
        await invoke;
        var lines = await _sink.TakeAsync(4);

        Assert.Equal("START RequestId: late Version: $LATEST", lines[0].Text);
        Assert.Equal("END RequestId: late", lines[1].Text);
        Assert.StartsWith("REPORT RequestId: late\tDuration: ", lines[2].Text, StringComparison.Ordinal);
        Assert.EndsWith("late Task timed out after 1.00 seconds", lines[3].Text, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal("/aws/lambda/plain", line.LogGroup));
    }

    [Fact]
    public async Task Output_LineOfAnyLength_IsCutOff()
    {
        await SendOutputAsync("Plain", new string('x', FunctionLogLine.MaxLength + 10));

        Assert.Equal(FunctionLogLine.MaxLength, (await _sink.TakeAsync(1))[0].Text.Length);
    }

    [Fact]
    public async Task Environment_OfAProcess_HasTheStreamOfItsLines()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var environment = JsonNode.Parse(await http.GetStringAsync(new Uri(_server.ApiUrl, "/_localaws/functions/Plain/environment"), TestToken))!["environment"]!;
        await SendOutputAsync("Plain", "hello");

        Assert.Equal((string?)environment["AWS_LAMBDA_LOG_STREAM_NAME"], (await _sink.TakeAsync(1))[0].LogStream);
    }

    private Task<InvocationResult> InvokeAsync(string name, string requestId) =>
        _server.Services.GetRequiredService<FunctionRegistry>().FindByName(name)!.InvokeAsync("{}"u8.ToArray(), requestId, TestToken);

    private async Task SendOutputAsync(string handler, string text)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var content = new StringContent(text);
        using var response = await http.PostAsync(new Uri(_server.ApiUrl, $"/_localaws/functions/{handler}/output"), content, TestToken);
        response.EnsureSuccessStatusCode();
    }

    private sealed class Sink : IFunctionLogSink
    {
        private readonly Channel<FunctionLogLine> _lines = Channel.CreateUnbounded<FunctionLogLine>();

        public void Write(FunctionLogLine line) => _lines.Writer.TryWrite(line);

        public async Task<IReadOnlyList<FunctionLogLine>> TakeAsync(int count)
        {
            var taken = new List<FunctionLogLine>();
            while (taken.Count < count)
            {
                taken.Add(await _lines.Reader.ReadAsync(TestToken));
            }

            return taken;
        }
    }
}
