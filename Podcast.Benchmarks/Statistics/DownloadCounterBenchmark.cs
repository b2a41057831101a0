using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Functions.DownloadCounter;

namespace Podcast.Benchmarks.Statistics;

/// <summary>
/// Counts the downloads of one object of the access log, against decompressing it and parsing each line with JsonDocument. Half of the lines are ranges of audio, the others
/// feeds, by 100,000 listeners in turn: twice as many as are held at once. The table is in memory, so this is the function's own time.
/// </summary>
internal sealed class DownloadCounterBenchmark : IBenchmark
{
    private const int Listeners = 100_000;
    private const int RangeBytes = 400_000;
    private const double SecondsOfAMillion = 60;

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static readonly string[] Apps =
    [
        "Podcasts/1650.20 CFNetwork/1333.0.4 Darwin/21.5.0", "AntennaPod/3.7.0", "Overcast/3.0 (+http://overcast.fm/; iOS podcast app)", "PocketCasts/7.60",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Mozilla/5.0 (compatible; Googlebot/2.1)",
    ];

    public string Name => "downloads";

    public string Sentence => "Counting the downloads of an object of the access log against parsing each line with JsonDocument, and the heap against that for a tenth of the lines.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        // A tenth still has every listener, so that both runs fill the same tables.
        const int lines = 1_000_000;
        var path = Path.GetTempFileName();
        var tenth = path + ".tenth";
        try
        {
            await WriteAsync(path, lines);
            await WriteAsync(tenth, lines / 10);
            await progress.ReportAsync(string.Create(CultureInfo.InvariantCulture, $"{lines:N0} lines, {new FileInfo(path).Length / 1_000_000.0:0.0} MB compressed"));
            var baseline = Measure(() => ParseAsync(path)).Time;
            var (_, smaller, _) = Measure(() => CountAsync(tenth));
            var (time, memory, downloads) = Measure(() => CountAsync(path));
            await progress.ReportAsync(string.Create(CultureInfo.InvariantCulture, $"{downloads:N0} downloads"));
            return
            [
                BenchmarkResult.Compare(
                    "counting downloads", "s", [time.TotalSeconds], "JsonDocument", [baseline.TotalSeconds], Goal.AtMost(SecondsOfAMillion)),
                BenchmarkResult.Compare("heap while counting downloads", "MB", [memory / 1e6], "a tenth of the lines", [smaller / 1e6], Goal.RatioAtMost(1.5)),
            ];
        }
        finally
        {
            File.Delete(path);
            File.Delete(tenth);
        }
    }

    private static async Task<int> CountAsync(string path)
    {
        using var table = new CountedTable();
        var function = new DownloadCounterFunction(
            null!, "logs", new(), new(table, "Statistics", "Catalog", TimeProvider.System), new(TextWriter.Null, TimeProvider.System), TimeProvider.System, NullLogger<DownloadCounterFunction>.Instance);
        await using var log = File.OpenRead(path);
        return (await function.CountAsync(log, CancellationToken.None)).Downloads;
    }

    private static async Task<int> ParseAsync(string path)
    {
        await using var log = File.OpenRead(path);
        await using var gzip = new GZipStream(log, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var gets = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            gets += document.RootElement.GetProperty("cs-method").ValueEquals("GET") ? 1 : 0;
        }

        return gets;
    }

    private static (TimeSpan Time, double Memory, int Result) Measure(Func<Task<int>> work)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        using var stop = new CancellationTokenSource();
        var sampler = new Thread(() =>
        {
            while (!stop.Token.WaitHandle.WaitOne(20))
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            }
        });
        sampler.Start();
        var watch = Stopwatch.StartNew();
        var result = work().GetAwaiter().GetResult();
        var time = watch.Elapsed;
        stop.Cancel();
        sampler.Join();
        return (time, Math.Max(1, most - before), result);
    }

    private static async Task WriteAsync(string path, int lines)
    {
        await using var file = File.Create(path);
        await using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        await using var writer = new StreamWriter(gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        for (var i = 0; i < lines; i++)
        {
            await writer.WriteAsync(CreateLine(i));
        }
    }

    // Listeners come back all through the log, as they do.
    private static string CreateLine(int number)
    {
        var (listener, part) = (number % Listeners, number / Listeners);
        var isAudio = part % 2 == 0;
        var day = Today.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var data = isAudio ? $"{day}%20news%2Fepisode-{listener % 50}%2Fk3m2x9a7p4qz%2Fone.mp3%20{listener:D12}%20{listener % 9999:D12}" : "-";
        var start = part * RangeBytes;
        var fields = new (string Name, string Value)[]
        {
            ("date", Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("time", "12:34:56"), ("x-edge-location", "IAD89-P1"),
            ("x-edge-request-id", $"{number:D12}S7nyyHkzxPzWTT0Ml5bE3xJ9mxbHcL1uXMUFZJA=="), ("cs-method", "GET"), ("cs-protocol", "https"), ("cs-protocol-version", "HTTP/2.0"),
            ("ssl-protocol", "TLSv1.3"), ("ssl-cipher", "TLS_AES_128_GCM_SHA256"), ("sc-status", isAudio ? "206" : "304"), ("sc-bytes", isAudio ? $"{RangeBytes + 600}" : "400"), ("cs-bytes", "120"),
            ("sc-content-type", isAudio ? "audio/mpeg" : "-"), ("sc-content-len", isAudio ? $"{RangeBytes}" : "-"), ("sc-range-start", isAudio ? $"{start}" : "-"),
            ("sc-range-end", isAudio ? $"{start + RangeBytes - 1}" : "-"), ("time-taken", "0.012"), ("time-to-first-byte", "0.003"), ("x-edge-result-type", "Hit"),
            ("x-edge-response-result-type", "Hit"), ("x-edge-detailed-result-type", "Hit"), ("cs(User-Agent)", Uri.EscapeDataString(Apps[listener % Apps.Length])), ("viewer-request-log-data", data),
        };
        return "{" + string.Join(',', fields.Select(field => $"\"{field.Name}\":\"{field.Value}\"")) + "}\n";
    }
}
