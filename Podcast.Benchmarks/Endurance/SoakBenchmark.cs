using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Amazon.S3;
using Podcast.Benchmarks.StartUp;

namespace Podcast.Benchmarks.Endurance;

/// <summary>
/// Uses the whole system for a while, always with the same subscribers and objects, and compares memory and handles of every process of ours at the end with those
/// after the first minutes.
/// </summary>
internal static class SoakBenchmark
{
    private const int Subscribers = 40;
    private const double AllowedGrowth = 1.10;
    private const long AllowedKilobytes = 8 * 1024;
    private const int AllowedHandles = 12;
    private static readonly string[] Shows = ["demo"];
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="minutes">How long it is measured.</param>
    /// <param name="endpointsFile">The endpoints file of a system that runs; <see langword="null"/> to start one.</param>
    public static async Task<int> RunAsync(int minutes, string? endpointsFile) => endpointsFile is null
        ? await AppHostRun.UseAsync(endpoints => RunAsync(endpoints, TimeSpan.FromMinutes(minutes)))
        : await RunAsync(JsonNode.Parse(await File.ReadAllTextAsync(endpointsFile))!, TimeSpan.FromMinutes(minutes));

    private static async Task<int> RunAsync(JsonNode endpoints, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource();
        var use = UseAsync(endpoints, stop.Token);
        var samples = await MeasureAsync(new(endpoints["processId"]!.GetValue<int>()), duration, use);
        await stop.CancelAsync();
        var (requests, failures) = await use;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests} requests in {(duration + WarmUp).TotalMinutes:0} minutes, {failures} without success."));
        return Compare(samples) && failures == 0 ? 0 : 1;
    }

    private static async Task<List<IReadOnlyList<ProcessPart>>> MeasureAsync(ProcessFamily processes, TimeSpan duration, Task use)
    {
        var samples = new List<IReadOnlyList<ProcessPart>>();
        await Task.WhenAny(Task.Delay(WarmUp), use);
        var end = DateTimeOffset.UtcNow + duration;
        while (DateTimeOffset.UtcNow < end && !use.IsCompleted)
        {
            samples.Add([.. processes.Parts().Where(part => part.IsOurs)]);
            await Task.WhenAny(Task.Delay(SampleInterval), use);
        }

        return samples;
    }

    // What is collected now and then goes up and down, so the lowest value of the first quarter is compared with that of the last.
    private static bool Compare(List<IReadOnlyList<ProcessPart>> samples)
    {
        var quarter = Math.Max(1, samples.Count / 4);
        var holds = true;
        Console.WriteLine("| process | MB, first quarter | MB, last quarter | handles, first | handles, last |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var process in samples.SelectMany(sample => sample).GroupBy(part => part.Id).OrderBy(process => process.First().Name, StringComparer.Ordinal))
        {
            var (first, last) = (Lowest(samples.Take(quarter), process.Key), Lowest(samples.TakeLast(quarter), process.Key));
            var grows = first is null || last is null
                || (last.Kilobytes > first.Kilobytes * AllowedGrowth && last.Kilobytes > first.Kilobytes + AllowedKilobytes)
                || last.Handles > first.Handles + AllowedHandles;
            holds &= !grows;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {process.First().Name} | {first?.Kilobytes / 1024.0:0.0} | {last?.Kilobytes / 1024.0:0.0} | {first?.Handles} | {last?.Handles} |{(grows ? " grows, or was started again" : "")}"));
        }

        return holds;
    }

    private static ProcessPart? Lowest(IEnumerable<IReadOnlyList<ProcessPart>> samples, int id)
    {
        var parts = samples.SelectMany(sample => sample).Where(part => part.Id == id).ToList();
        return parts.Count == 0 ? null : parts[0] with { Kilobytes = parts.Min(part => part.Kilobytes), Handles = parts.Min(part => part.Handles) };
    }

    private static async Task<(int Requests, int Failures)> UseAsync(JsonNode endpoints, CancellationToken cancellationToken)
    {
        var credentials = new BasicAWSCredentials(Text(endpoints, "accessKeyId"), Text(endpoints, "secretAccessKey"));
        using var player = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var publisher = new HttpClient(new SigV4SigningHandler(
            credentials, RegionEndpoint.GetBySystemName(Text(endpoints, "region")), "lambda", new SocketsHttpHandler { UseProxy = false }))
        {
            BaseAddress = new(Text(endpoints, "publisher")),
        };
        using var s3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = Text(endpoints, "aws"), ForcePathStyle = true, AuthenticationRegion = Text(endpoints, "region") });
        var stack = JsonNode.Parse(await player.GetStringAsync(new Uri(Text(endpoints, "aws") + "/_localaws/stack"), cancellationToken))!;
        var bucket = stack["outputs"]!.AsObject().First(output => output.Key.Contains("Media", StringComparison.Ordinal) && output.Key.Contains("Bucket", StringComparison.Ordinal)).Value!.GetValue<string>();
        var (requests, failures) = (0, 0);
        await Task.WhenAll(
            RepeatAsync(number => ViewAsync(player, endpoints, number)),
            RepeatAsync(number => ViewAsync(player, endpoints, number)),
            RepeatAsync(number => ChangeAsync(publisher, number)),
            RepeatAsync(number => StoreAsync(s3, bucket, number)));
        return (requests, failures);

        async Task RepeatAsync(Func<int, Task<bool>> request)
        {
            for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
            {
                Interlocked.Increment(ref requests);
                try
                {
                    if (!await request(number))
                    {
                        Interlocked.Increment(ref failures);
                    }
                }
                catch (Exception failure) when (failure is HttpRequestException or AmazonS3Exception or TaskCanceledException)
                {
                    await Console.Error.WriteLineAsync(failure.Message);
                    Interlocked.Increment(ref failures);
                }

                await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Feeds, a page and pieces of audio, as apps and browsers ask for them.
    private static async Task<bool> ViewAsync(HttpClient player, JsonNode endpoints, int number)
    {
        var feed = endpoints["feeds"]![number % 3 == 0 ? "lapsed" : "active"]!.GetValue<string>();
        using var response = await player.GetAsync(new Uri(feed));
        if (number % 5 != 0 || !response.IsSuccessStatusCode)
        {
            return response.IsSuccessStatusCode;
        }

        var text = await response.Content.ReadAsStringAsync();
        var start = text.IndexOf("<enclosure", StringComparison.Ordinal);
        if (start < 0)
        {
            return true;
        }

        var address = text[(text.IndexOf("url=\"", start, StringComparison.Ordinal) + 5)..];
        using var request = new HttpRequestMessage(HttpMethod.Get, address[..address.IndexOf('"', StringComparison.Ordinal)]) { Headers = { Range = new(number % 1000, (number % 1000) + 4095) } };
        using var audio = await player.SendAsync(request);
        return audio.StatusCode == HttpStatusCode.PartialContent;
    }

    private static async Task<bool> ChangeAsync(HttpClient publisher, int number)
    {
        var email = $"soak-{(number / 4 % Subscribers).ToString(CultureInfo.InvariantCulture)}@example.com";
        using var found = await publisher.PostAsJsonAsync(new Uri("subscribers/search", UriKind.Relative), new { email });
        var subscriber = (await found.Content.ReadFromJsonAsync<JsonNode>())!["items"]?.AsArray().FirstOrDefault();
        if (subscriber is null)
        {
            using var created = await publisher.PostAsJsonAsync(
                new Uri("subscribers", UriKind.Relative), new { email, shows = Shows, expiresAt = "2035-01-31T00:00:00Z" });
            return created.IsSuccessStatusCode;
        }

        var change = (number % 4) switch { 0 => "revoke", 1 => "restore", 2 => "rotate", _ => "feeds" };
        using var request = new HttpRequestMessage(change == "feeds" ? HttpMethod.Get : HttpMethod.Post, new Uri($"subscribers/{subscriber["id"]}/{change}", UriKind.Relative));
        using var changed = await publisher.SendAsync(request);
        return changed.IsSuccessStatusCode;
    }

    private static async Task<bool> StoreAsync(AmazonS3Client s3, string bucket, int number)
    {
        var key = $"soak/{(number % 10).ToString(CultureInfo.InvariantCulture)}";
        await s3.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = new string('a', 20_000) });
        using var stored = await s3.GetObjectAsync(bucket, key);
        await s3.DeleteObjectAsync(bucket, key);
        return stored.ContentLength == 20_000;
    }

    private static string Text(JsonNode endpoints, string name) => endpoints[name]!.GetValue<string>();
}
