using System.Text.Json.Nodes;
using Podcast.Benchmarks.StartUp;
using Podcast.LocalAws.Auth;

namespace Podcast.Benchmarks.Endurance;

/// <summary>
/// Sends spoiled requests to everything that listens, in the whole system. Each is made from the seed and its number, so that it can be sent again. What must not come:
/// a 5xx that is not documented, no response, or a system that is not as it was.
/// </summary>
internal static class FuzzBenchmark
{
    private const int Workers = 8;

    // Of ten requests, how many are spoiled after they were signed.
    private const int Corrupted = 1;
    private const int ShownFailures = 40;
    private const int ProgressStep = 5000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    /// <param name="count">How many requests.</param>
    /// <param name="seed">What they are made from.</param>
    /// <param name="endpointsFile">The endpoints file of a system that runs; <see langword="null"/> to start one.</param>
    /// <param name="only">The number of the one request to send; <see langword="null"/> for all.</param>
    public static async Task<int> RunAsync(int count, int seed, string? endpointsFile, int? only) => endpointsFile is null
        ? await AppHostRun.UseAsync(endpoints => RunAsync(endpoints, count, seed, only))
        : await RunAsync(JsonNode.Parse(await File.ReadAllTextAsync(endpointsFile))!, count, seed, only);

    private static async Task<int> RunAsync(JsonNode endpoints, int count, int seed, int? only)
    {
        var servers = Enum.GetValues<FuzzTarget>().ToDictionary(target => target, target => new Uri(endpoints[target.ToString().ToLowerInvariant()]!.GetValue<string>()));
        var credentials = new AwsCredentials(Text(endpoints, "accessKeyId"), Text(endpoints, "secretAccessKey"), null);
        using var player = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var stack = JsonNode.Parse(await player.GetStringAsync(new Uri(servers[FuzzTarget.Aws], "/_localaws/stack")))!;
        using (var signer = new FuzzSigner(credentials, Text(endpoints, "region")))
        {
            await CreateProvidersAsync(servers[FuzzTarget.Publisher], signer);
        }

        var processes = new ProcessFamily(endpoints["processId"]!.GetValue<int>());
        var before = processes.Parts();
        var seeds = new FuzzSeeds(endpoints, stack["outputs"]!).All().ToLookup(request => request.Target);
        var results = new FuzzResults();
        var next = only - 1 ?? -1;
        var last = only ?? count - 1;
        await Task.WhenAll(Enumerable.Range(0, only is null ? Workers : 1).Select(async _ =>
        {
            using var signer = new FuzzSigner(credentials, Text(endpoints, "region"));
            var connections = servers.ToDictionary(server => server.Key, server => new RawConnection(server.Value));
            for (int number; (number = Interlocked.Increment(ref next)) <= last;)
            {
                await SendAsync(seed, number, seeds, servers, connections, signer, results);
                if ((number + 1) % ProgressStep == 0)
                {
                    await Console.Error.WriteLineAsync($"{number + 1} of {count}, {results.Failures.Count} responses that must not come");
                }
            }

            foreach (var connection in connections.Values)
            {
                connection.Dispose();
            }
        }));

        await results.WriteAsync(Console.Out, ShownFailures);
        var wrong = await FindDamageAsync(player, endpoints, before, processes);
        Console.WriteLine(wrong ?? "Afterwards: healthy, the demo's feed plays, and every process is the one that it was.");
        return results.Failures.IsEmpty && wrong is null ? 0 : 1;
    }

    private static async Task SendAsync(
        int seed,
        int number,
        ILookup<FuzzTarget, FuzzRequest> seeds,
        Dictionary<FuzzTarget, Uri> servers,
        Dictionary<FuzzTarget, RawConnection> connections,
        FuzzSigner signer,
        FuzzResults results)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        // The endpoint of AWS has the most to go wrong.
        var target = random.Next(10) switch { < 2 => FuzzTarget.Edge, < 6 => FuzzTarget.Aws, < 9 => FuzzTarget.Publisher, _ => FuzzTarget.Webhooks };
        var ofTarget = seeds[target].ToList();
        var mutator = new FuzzMutator(random);
        var request = mutator.Mutate(ofTarget[random.Next(ofTarget.Count)]);
        var bytes = signer.Write(request, servers[target]);
        var isCorrupted = random.Next(10) < Corrupted;
        if (isCorrupted)
        {
            bytes = mutator.Corrupt(bytes);
        }

        try
        {
            var response = await connections[target].SendAsync(bytes, bytes.AsSpan().StartsWith("HEAD "u8), isCorrupted, Timeout);
            results.Add(number, target, bytes, response, isCorrupted);
        }
        catch (OperationCanceledException)
        {
            results.AddTimeout(number, target, bytes);
        }
    }

    private static async Task CreateProvidersAsync(Uri publisher, FuzzSigner signer)
    {
        using var connection = new RawConnection(publisher);
        foreach (var (path, body) in FuzzSeeds.Providers)
        {
            var request = new FuzzRequest(FuzzTarget.Publisher, "PUT", path, "", body) { Service = "lambda", Headers = [new("Content-Type", "application/json")] };
            var response = await connection.SendAsync(signer.Write(request, publisher), isHead: false, isLast: false, Timeout);
            if (response?.Status is not (200 or 201))
            {
                throw new InvalidOperationException($"{path}: {response?.Status} {response?.Body}");
            }
        }
    }

    private static async Task<string?> FindDamageAsync(HttpClient player, JsonNode endpoints, IReadOnlyList<ProcessPart> before, ProcessFamily processes)
    {
        var after = processes.Parts().Select(part => part.Id).ToHashSet();
        var ended = before.Where(part => !after.Contains(part.Id) && part.IsOurs).Select(part => part.Name).ToList();
        if (ended.Count > 0)
        {
            return $"Ended: {string.Join(", ", ended)}.";
        }

        // What was asked for just now may still be on its way.
        using var deadline = new CancellationTokenSource(Rest);
        while (true)
        {
            using var health = await player.GetAsync(new Uri(Text(endpoints, "aws") + "/_localaws/health"));
            using var feed = await player.GetAsync(new Uri(endpoints["feeds"]!["active"]!.GetValue<string>()));
            if (health.IsSuccessStatusCode && feed.IsSuccessStatusCode)
            {
                return null;
            }

            if (deadline.IsCancellationRequested)
            {
                return $"Health {(int)health.StatusCode}: {await health.Content.ReadAsStringAsync()}; feed {(int)feed.StatusCode}.";
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static string Text(JsonNode endpoints, string name) => endpoints[name]!.GetValue<string>();
}
