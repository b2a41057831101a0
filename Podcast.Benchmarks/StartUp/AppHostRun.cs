using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Podcast.AppHost.LocalTools;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.AppHost.Startup;

namespace Podcast.Benchmarks.StartUp;

/// <summary>One start of an app host, as a developer starts it when nothing has to be built.</summary>
/// <param name="Healthy">Until everything is healthy.</param>
/// <param name="Dashboard">Until the dashboard's page responds.</param>
/// <param name="Memory">Of all of its processes once everything has been healthy for a while.</param>
/// <param name="Stopped">From the signal to stop until its last process is gone.</param>
internal sealed record AppHostRun(TimeSpan Healthy, TimeSpan Dashboard, ProcessMemory Memory, TimeSpan Stopped)
{
    // More than the app host's own deadline, so that it is the app host that says what is missing.
    private static readonly TimeSpan Timeout = StartupDeadline.Default + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <summary>Starts the whole system and stops it again.</summary>
    public static Task<AppHostRun> MeasureAsync() => MeasureAsync("Podcast.AppHost", ready => ["--EndpointsFile", ready]);

    /// <summary>Starts an app host that has DynamoDB Local alone, as AWS documents it, and stops it again.</summary>
    public static Task<AppHostRun> MeasureBareAsync(DynamoDBLocalCommand command)
    {
        var documented = DynamoDBLocalCommand.AsDocumented(command.Java, command.Folder);
        return MeasureAsync("BareAppHost", ready => [ready, documented.Java, documented.Folder, .. documented.Arguments]);
    }

    /// <summary>Runs the whole system for as long as <paramref name="use"/> takes, which gets what the endpoints file says.</summary>
    public static async Task<T> UseAsync<T>(Func<JsonNode, Task<T>> use)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-start-up-");
        var endpoints = Path.Combine(folder.FullName, "endpoints.json");
        using var process = Start("Podcast.AppHost", FreePort.Next(), ["--EndpointsFile", endpoints]);
        try
        {
            await WaitForFileAsync(endpoints, process);
            return await use(JsonNode.Parse(await File.ReadAllTextAsync(endpoints))!);
        }
        finally
        {
            await StopAsync(process);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<AppHostRun> MeasureAsync(string project, Func<string, IEnumerable<string>> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-start-up-");
        var ready = Path.Combine(folder.FullName, "ready");
        var dashboardPort = FreePort.Next();
        var started = Stopwatch.GetTimestamp();
        using var process = Start(project, dashboardPort, arguments(ready));
        var processes = new ProcessFamily(process.Id);
        try
        {
            var dashboard = MeasureDashboardAsync(dashboardPort, started);
            await WaitForFileAsync(ready, process);
            var healthy = Stopwatch.GetElapsedTime(started);
            var page = await dashboard;
            await Task.Delay(Rest);
            var memory = processes.Measure();
            var stopping = Stopwatch.GetTimestamp();
            await StopAsync(process);
            await processes.WaitUntilGoneAsync(Timeout);
            return new(healthy, page, memory, Stopwatch.GetElapsedTime(stopping));
        }
        finally
        {
            await StopAsync(process);
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string project, int dashboardPort, IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "run", "--no-build", "--configuration", Metadata("Configuration"), "--project", Metadata(project), "--", .. arguments,
        ])
        {
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{dashboardPort}" },
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task StopAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        using (Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await process.WaitForExitAsync();
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
