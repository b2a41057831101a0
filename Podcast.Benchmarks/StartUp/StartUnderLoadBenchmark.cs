using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Podcast.Benchmarks.StartUp;

/// <summary>Starts the whole system ten times while eight busy loops want the processors as well. Each start has to come to "All healthy".</summary>
internal static class StartUnderLoadBenchmark
{
    private const int Rounds = 10;
    private const int Loops = 8;

    public static async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        for (var loop = 0; loop < Loops; loop++)
        {
            new Thread(() => Spin(stop.Token)) { IsBackground = true }.Start();
        }

        var healthy = 0;
        for (var round = 1; round <= Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await StartAsync(started);
            healthy += result is null ? 1 : 0;
            Console.WriteLine($"round {round}: {result ?? "all healthy"}, {Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s with the stop");
        }

        await stop.CancelAsync();
        Console.WriteLine($"{healthy} of {Rounds} starts became healthy beside {Loops} busy loops on {Environment.ProcessorCount} processors (goal: all)");
        return healthy == Rounds ? 0 : 1;
    }

    // What went wrong; null when nothing did.
    private static async Task<string?> StartAsync(long started)
    {
        try
        {
            return await AppHostRun.UseAsync(endpoints =>
            {
                Console.WriteLine($"         after {Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
                var missing = endpoints["missing"] as JsonArray ?? [];
                return Task.FromResult(missing.Count == 0 ? null : $"without {string.Join(", ", missing)}");
            });
        }
        catch (Exception failure) when (failure is InvalidOperationException or OperationCanceledException)
        {
            return failure.Message;
        }
    }

    private static void Spin(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Thread.SpinWait(1_000);
        }
    }
}
