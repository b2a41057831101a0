using System.Diagnostics;

namespace Podcast.Tests.Integration.AppHost;

/// <summary>Runs the app host as a process on a machine that lacks something, until it gives up.</summary>
internal static class AppHostProcess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <param name="path">What <c>PATH</c> holds.</param>
    /// <param name="tools">The tool cache.</param>
    public static async Task<(int ExitCode, string Error)> RunToEndAsync(string path, string tools)
    {
        var start = new ProcessStartInfo(FindDotnet(), [Path.Combine(AppContext.BaseDirectory, "Podcast.AppHost.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = path, ["JAVA_HOME"] = "", ["PODCAST_TOOLS"] = tools },
        };
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = await process.StandardError.ReadToEndAsync(deadline.Token);
            await output;
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, error.Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string FindDotnet() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
            .First(File.Exists);
}
