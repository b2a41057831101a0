using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Podcast.AppHost.LocalTools;

namespace Podcast.Benchmarks.StartUp;

/// <summary>One start of the whole system, as a developer starts it when nothing has to be built.</summary>
/// <param name="Healthy">Until the endpoints file says that everything is healthy.</param>
/// <param name="Dashboard">Until the dashboard's page answers.</param>
internal sealed record AppHostRun(TimeSpan Healthy, TimeSpan Dashboard)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task<AppHostRun> MeasureAsync() => await StartAsync(static (run, _) => Task.FromResult(run));

    /// <summary>Runs the whole system for as long as <paramref name="use"/> takes, which gets what the endpoints file says.</summary>
    public static Task<T> UseAsync<T>(Func<JsonNode, Task<T>> use) =>
        StartAsync(async (_, endpoints) => await use(JsonNode.Parse(await File.ReadAllTextAsync(endpoints))!));

    private static async Task<T> StartAsync<T>(Func<AppHostRun, string, Task<T>> use)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-start-up-");
        var endpoints = Path.Combine(folder.FullName, "endpoints.json");
        var dashboardPort = FreePort.Next();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "run", "--no-build", "--configuration", Metadata("Configuration"), "--project", Metadata("AppHostProject"), "--",
            "--EndpointsFile", endpoints,
        ])
        {
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{dashboardPort}" },
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            var dashboard = MeasureDashboardAsync(dashboardPort, started);
            await WaitForFileAsync(endpoints, process);
            return await use(new(Stopwatch.GetElapsedTime(started), await dashboard), endpoints);
        }
        finally
        {
            using (Process.Start("kill", ["-TERM", $"{process.Id}"]))
            {
                await process.WaitForExitAsync();
            }

            folder.Delete(recursive: true);
        }
    }

    private static async Task<TimeSpan> MeasureDashboardAsync(int port, long started)
    {
        await Page.WaitForAsync(new($"http://127.0.0.1:{port}/login"), HttpStatusCode.OK);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task WaitForFileAsync(string file, Process process)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (!File.Exists(file))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The app host ended with exit code {process.ExitCode} before it was healthy.");
            }

            await Task.Delay(Interval, deadline.Token);
        }
    }

    private static string Metadata(string key) =>
        typeof(AppHostRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == key).Value!;
}
