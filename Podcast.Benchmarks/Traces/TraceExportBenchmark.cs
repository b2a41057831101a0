using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Benchmarks.Sync;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Host;
using Podcast.Telemetry;
using Podcast.Tests.Testing.Infra;
using Podcast.Tests.Unit.Functions.Hosting;

namespace Podcast.Benchmarks.Traces;

/// <summary>
/// What sending traces adds to a warm invocation of a function: without telemetry, with it but not sampled, and sampled, in turn; a signed request of the same size
/// to the same endpoint is the baseline of the last. The endpoint is the local one, so the way to CloudWatch comes on top.
/// </summary>
internal static class TraceExportBenchmark
{
    private const int Rounds = 1_000;
    private const int WarmUp = 50;

    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Unnoticed = TimeSpan.FromMilliseconds(0.1);

    /// <returns>0 when a sampled invocation stays within the bound and one that is not sampled is not slower.</returns>
    public static async Task<int> RunAsync()
    {
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
        for (var i = -WarmUp; i < Rounds; i++)
        {
            Add(plain, i, await MeasureAsync(() => without.RunAsync("", Context(i, isSampled: false))));
            Add(unsampled, i, await MeasureAsync(() => with.RunAsync("", Context(i, isSampled: false))));
            Add(sampled, i, await MeasureAsync(() => with.RunAsync("", Context(i, isSampled: true))));
            Add(bare, i, await MeasureAsync(() => PostAsync(baseline, endpoint)));
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine($"{Rounds} warm invocations of each, in turn:");
        Print("without traces", plain);
        Print("with traces, not sampled", unsampled);
        Print("with traces, sampled", sampled);
        Print("a signed request alone", bare);
        var added = Median(unsampled) - Median(plain);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Added: {added.TotalMilliseconds:0.000} ms when not sampled (goal: under {Unnoticed.TotalMilliseconds} ms), {(Median(sampled) - Median(plain)).TotalMilliseconds:0.00} ms when sampled, {Median(sampled) / Median(bare):0.00} of a signed request; longest {sampled.Max().TotalMilliseconds:0.0} ms (bound: {Bound.TotalMilliseconds} ms)"));
        return added < Unnoticed && sampled.Max() < Bound + Unnoticed + plain.Max() ? 0 : 1;
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

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => Figures.Percentile(times, 0.5);

    private static void Print(string what, List<TimeSpan> times) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {what,-26} median {Median(times).TotalMilliseconds,7:0.000} ms   p99 {Figures.Percentile(times, 0.99).TotalMilliseconds,7:0.000} ms"));

    private sealed class EmptyFunction : IFunction<string, string>
    {
        public string Trigger => "http";

        public Task<string> HandleAsync(string input, Invocation invocation) => Task.FromResult("");
    }
}
