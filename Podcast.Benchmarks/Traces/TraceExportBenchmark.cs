using System.Diagnostics;
using System.Net.Http.Headers;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Host;
using Podcast.Telemetry;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Benchmarks.Traces;

/// <summary>
/// What sending traces adds to a warm invocation of a function: without telemetry, with it but not sampled, and sampled, in turn; a signed request of the same size
/// to the same endpoint is the baseline of the last. The endpoint is the local one, so the way to CloudWatch comes on top.
/// </summary>
internal sealed class TraceExportBenchmark : IBenchmark
{
    private const int Rounds = 1_000;
    private const int QuickRounds = 200;
    private const int WarmUp = 50;

    // After this time an export is given up.
    private const double MostMilliseconds = 250;

    public string Name => "traces";

    public string Sentence => "What sending its traces adds to a warm invocation of a function; the endpoint is the local one.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var rounds = progress.Choose(Rounds, QuickRounds);
        var folder = Directory.CreateTempSubdirectory("podcast-benchmark-").FullName;
        var template = Path.Combine(folder, "Podcast.template.json");
        await File.WriteAllTextAsync(template, SynthesizedTemplate.Text);
        var options = new LocalAwsOptions { TemplatePath = template, StoragePath = Path.Combine(folder, "objects"), AccessKeyId = "AKIABENCHMARK", SecretAccessKey = "benchmark" };
        await using var server = await LocalAwsServer.StartAsync(options);
        var environment = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "https://xray.us-east-1.amazonaws.com/v1/traces",
            ["AWS_ENDPOINT_URL"] = server.ApiUrl.ToString(),
            ["AWS_ACCESS_KEY_ID"] = options.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = options.SecretAccessKey,
        };
        using var baseline = new HttpClient(new SigV4SigningHandler(
            new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey), RegionEndpoint.USEast1, "xray", new SocketsHttpHandler()));
        var endpoint = new Uri(server.ApiUrl, "/v1/traces");

        var plain = new List<TimeSpan>();
        var unsampled = new List<TimeSpan>();
        var sampled = new List<TimeSpan>();
        var bare = new List<TimeSpan>();
        using var off = ServiceTelemetry.Start("nothing");
        using var on = ServiceTelemetry.Start(FunctionTelemetry.SourceName, FunctionTelemetry.Describe("Feeds", environment.GetValueOrDefault), TraceExport.Read(environment.GetValueOrDefault));
        var (without, with) = (Runner(off), Runner(on));
        for (var i = -WarmUp; i < rounds; i++)
        {
            Add(plain, i, await MeasureAsync(() => without.RunAsync("", Context(i, isSampled: false))));
            Add(unsampled, i, await MeasureAsync(() => with.RunAsync("", Context(i, isSampled: false))));
            Add(sampled, i, await MeasureAsync(() => with.RunAsync("", Context(i, isSampled: true))));
            Add(bare, i, await MeasureAsync(() => PostAsync(baseline, endpoint)));
        }

        Directory.Delete(folder, recursive: true);
        return
        [
            BenchmarkResult.Compare("warm invocation, its trace not sampled", "ms", Milliseconds(unsampled), "without traces", Milliseconds(plain)),
            BenchmarkResult.Compare("warm invocation, its trace sent to X-Ray", "ms", Milliseconds(sampled), "a signed request alone", Milliseconds(bare), Goal.AtMost(MostMilliseconds)),
        ];
    }

    private static FunctionRunner<string, string> Runner(ServiceTelemetrySession session) =>
        new(() => new EmptyFunction(), new(session), TimeProvider.System, mayFreeze: true);

    private static TestLambdaContext Context(int round, bool isSampled) =>
        new() { TraceId = $"Root=1-5759e988-bd862e3fe1be46a9{round + WarmUp:x8};Parent=53995c3f42cd8ad8;Sampled={(isSampled ? 1 : 0)}" };

    // As large as the export of one span.
    private static async Task PostAsync(HttpClient client, Uri endpoint)
    {
        using var content = new ByteArrayContent([0x0A, 0xC8, 0x05, .. new byte[] { 0x12, 0xC5, 0x05 }, .. new byte[] { 0x1A, 0xC2, 0x05 }, .. new byte[706]]) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
        using var response = await client.PostAsync(endpoint, content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<TimeSpan> MeasureAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Add(List<TimeSpan> times, int round, TimeSpan time)
    {
        if (round >= 0)
        {
            times.Add(time);
        }
    }

    private static IReadOnlyList<double> Milliseconds(IEnumerable<TimeSpan> times) => [.. times.Select(time => time.TotalMilliseconds)];

    private sealed class EmptyFunction : IFunction<string, string>
    {
        public string Trigger => "http";

        public Task<string> HandleAsync(string input, Invocation invocation) => Task.FromResult("");
    }
}
