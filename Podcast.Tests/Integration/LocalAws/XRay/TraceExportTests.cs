using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Microsoft.Extensions.DependencyInjection;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Logs;
using Podcast.Telemetry;
using Podcast.Tests.Integration.Infra;
using Podcast.Tests.Testing.Functions;
using Invocation = Podcast.Functions.Hosting.Invocation;

namespace Podcast.Tests.Integration.LocalAws.XRay;

/// <summary>The traces of a function outside the app host, from its span to the log group of CloudWatch, with the template of <c>traces=xray</c>.</summary>
public sealed class TraceExportTests : IAsyncLifetime
{
    private const string Group = "aws/spans";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();
    private LocalAwsServer _server = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    private Uri Endpoint => new(_server.ApiUrl, "/v1/traces");

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Traces.template.json");
        await File.WriteAllTextAsync(template, await StackApp.SynthesizeAsync(TestToken, "traces=xray"), TestToken);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            StoragePath = Path.Combine(_folder, "objects"),
            AccessKeyId = "AKIATESTADMINISTRATOR",
            SecretAccessKey = "a secret of this test alone",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Invocation_OfASampledRequest_IsASpanInCloudWatchWithoutAnotherOfTheExport()
    {
        await InvokeAsync(Environment("Feeds"), sampled: true);

        var span = Assert.Single(await SpansAsync());
        Assert.Equal(("Feeds", "aws", "aws_lambda"), (Resource(span, "service.name"), Resource(span, "cloud.provider"), Resource(span, "cloud.platform")));
        Assert.Equal(("podcast-feeds", "SERVER", "53995c3f42cd8ad8"), (Text(span, "name"), Text(span, "kind"), Text(span, "parentSpanId")));
        Assert.Equal(("http", "request-1"), (Text(span["attributes"]!, "faas.trigger"), Text(span["attributes"]!, "faas.invocation_id")));
        Assert.Equal("Podcast.Functions", Text(span["scope"]!, "name"));
        Assert.True(span["durationNano"]!.GetValue<long>() > 0);
        // The request that carried it is no span of any trace.
        Assert.DoesNotContain(Lines(), line => line.Contains("/v1/traces", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invocation_OfARequestThatLambdaDoesNotSample_SendsNothing()
    {
        await InvokeAsync(Environment("Feeds"), sampled: false);

        Assert.DoesNotContain(Lines(), line => line.Contains(_trace, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing listens")]
    [InlineData("nobody answers")]
    public async Task Invocation_EndpointOutOfReach_EndsWithItsResultWithinTheBound(string kind)
    {
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        if (kind == "nothing listens")
        {
            silent.Stop();
        }

        var environment = Environment("Feeds");
        environment["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{port}";

        // FunctionRunner waits a quarter of a second at the most; the export alone would take two.
        Assert.Equal("DONE", await InvokeAsync(environment, sampled: true));
    }

    [Fact]
    public async Task Endpoint_RoleWithoutThePermissions_NamesThemAndTakesNothing()
    {
        var template = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "Traces.template.json"), TestToken))!;
        foreach (var statement in Statements(template).Where(statement => statement["Sid"]?.ToString() == "SendSpans"))
        {
            statement["Action"] = new JsonArray("xray:PutSpans");
        }

        var path = Path.Combine(_folder, "Poorer.template.json");
        await File.WriteAllTextAsync(path, template.ToJsonString(), TestToken);
        await using var server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = path, StoragePath = Path.Combine(_folder, "poorer"), AccessKeyId = "AKIATESTADMINISTRATOR", SecretAccessKey = "a secret of this test alone" }, cancellationToken: TestToken);
        var environment = server.Services.GetRequiredService<FunctionRegistry>().Find("Feeds")!.Environment.Resolve();
        using var signed = Sign(new SessionAWSCredentials(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"]));

        using var response = await signed.PostAsync(new Uri(server.ApiUrl, "/v1/traces"), Protobuf([]), TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("xray:PutSpansForIndexing", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        Assert.Contains("xray:PutSpansForIndexing", await ReadHealthAsync(server.ApiUrl), StringComparison.Ordinal);
    }

    // The template is checked beside the start.
    private async Task<string> ReadHealthAsync(Uri api)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            using var response = await _http.GetAsync(new Uri(api, "/_localaws/health"), deadline.Token);
            var health = await response.Content.ReadAsStringAsync(deadline.Token);
            if (!health.Contains("being checked", StringComparison.Ordinal))
            {
                return health;
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    [Fact]
    public async Task Endpoint_UnsignedOrForged_IsRefused()
    {
        using var unsigned = await _http.PostAsync(Endpoint, Protobuf([]), TestToken);
        using var forging = Sign(new BasicAWSCredentials("AKIATESTADMINISTRATOR", "another secret"));
        using var forged = await forging.PostAsync(Endpoint, Protobuf([]), TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, unsigned.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
    }

    [Theory]
    [InlineData("application/json", "", "{}", "http/protobuf")]
    [InlineData("application/x-protobuf", "br", "", "gzip or none")]
    [InlineData("application/x-protobuf", "", "not a message", "no protobuf message")]
    public async Task Endpoint_WhatItDoesNotRead_SaysWhatItReads(string contentType, string encoding, string body, string expected)
    {
        using var signed = SignAsAdministrator();
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new(contentType) } };
        if (encoding.Length > 0)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var response = await signed.PostAsync(Endpoint, content, TestToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(expected, await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_LimitsOfAws_AreKept()
    {
        using var signed = SignAsAdministrator();
        var now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

        using var taken = await signed.PostAsync(Endpoint, Gzip(Request(Span(now), 10_000)), TestToken);
        using var tooMany = await signed.PostAsync(Endpoint, Protobuf(Request(Span(now), 10_001)), TestToken);
        using var tooOld = await signed.PostAsync(Endpoint, Protobuf(Request(Span(now - 15UL * 86_400 * 1_000_000_000), 1)), TestToken);
        using var tooLarge = await signed.PostAsync(Endpoint, Protobuf(Request([.. Span(now), .. Field(5, new byte[201 * 1024])], 1)), TestToken);
        using var bomb = await signed.PostAsync(Endpoint, Gzip(new byte[6 * 1024 * 1024]), TestToken);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal("application/x-protobuf", taken.Content.Headers.ContentType?.MediaType);
        Assert.Contains("10000 are the most", await tooMany.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        Assert.Contains("14 days", await tooOld.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        Assert.Contains("204800 are the most", await tooLarge.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        Assert.Contains("without compression", await bomb.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task XRay_AnotherOperation_IsRefusedByName()
    {
        using var signed = SignAsAdministrator();
        using var response = await signed.PostAsync(new Uri(_server.ApiUrl, "/TraceSegments"), new StringContent("{}"), TestToken);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("PutTraceSegments", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    private async Task<string> InvokeAsync(Dictionary<string, string> environment, bool sampled)
    {
        var telemetry = new Lazy<ServiceTelemetrySession>(() => ServiceTelemetry.Start(
            FunctionTelemetry.SourceName, FunctionTelemetry.Describe("Feeds", environment.GetValueOrDefault), TraceExport.Read(environment.GetValueOrDefault)));
        using var session = telemetry.Value;
        var runner = new FunctionRunner<string, string>(() => new Answering(), telemetry, TimeProvider.System, mayFreeze: true);
        return await runner.RunAsync(
            "", new TestLambdaContext { TraceId = $"Root=1-{_trace[..8]}-{_trace[8..]};Parent=53995c3f42cd8ad8;Sampled={(sampled ? 1 : 0)}" });
    }

    // As LocalAws gives it to the function's process.
    private Dictionary<string, string> Environment(string handler) =>
        new(_server.Services.GetRequiredService<FunctionRegistry>().Find(handler)!.Environment.Resolve(), StringComparer.Ordinal);

    private async Task<IReadOnlyList<JsonNode>> SpansAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(Patience);
        for (; ; )
        {
            if (Lines().Where(line => line.Contains(_trace, StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!).ToList() is { Count: > 0 } found)
            {
                return found;
            }

            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private IEnumerable<string> Lines() => _server.Services.GetRequiredService<LogGroups>().Find(Group)?.Read(TimeProvider.System.GetUtcNow()).Select(line => line.Message) ?? [];

    private static HttpClient SignAsAdministrator() => Sign(new BasicAWSCredentials("AKIATESTADMINISTRATOR", "a secret of this test alone"));

    private static HttpClient Sign(AWSCredentials credentials) =>
        new(new SigV4SigningHandler(credentials, RegionEndpoint.USEast1, "xray", new SocketsHttpHandler { UseProxy = false }));

    private static ByteArrayContent Protobuf(byte[] message) => new(message) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };

    private static ByteArrayContent Gzip(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(message);
        }

        var content = Protobuf(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static byte[] Request(byte[] span, int count) => Field(1, Field(2, [.. Enumerable.Repeat(Field(2, span), count).SelectMany(bytes => bytes)]));

    // A span that has but a start: field 7, fixed64.
    private static byte[] Span(ulong start) => [(7 << 3) | 1, .. BitConverter.GetBytes(start)];

    private static byte[] Field(int number, byte[] value)
    {
        var length = new List<byte>();
        var rest = (uint)value.Length;
        for (; rest >= 0x80; rest >>= 7)
        {
            length.Add((byte)(rest | 0x80));
        }

        return [(byte)((number << 3) | 2), .. length, (byte)rest, .. value];
    }

    private static string Text(JsonNode node, string name) => node[name]!.ToString();

    private static string Resource(JsonNode span, string name) => Text(span["resource"]!["attributes"]!, name);

    private static IEnumerable<JsonNode> Statements(JsonNode template) => template["Resources"]!.AsObject()
        .Where(resource => resource.Value!["Type"]!.ToString() == "AWS::IAM::Role")
        .SelectMany(role => role.Value!["Properties"]!["Policies"]?.AsArray() ?? [])
        .SelectMany(policy => policy!["PolicyDocument"]!["Statement"]!.AsArray())
        .Select(statement => statement!);

    private sealed class Answering : IFunction<string, string>
    {
        public string Trigger => "http";

        public Task<string> HandleAsync(string input, Invocation invocation) => Task.FromResult("DONE");
    }
}
