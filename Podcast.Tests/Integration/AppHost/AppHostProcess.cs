using System.Diagnostics;

namespace Podcast.Tests.Integration.AppHost;

/// <summary>Runs the app host as a process in surroundings that lack something, until it gives up.</summary>
internal static class AppHostProcess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>The app host as the tests' build left it.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Podcast.AppHost.dll");

    /// <summary>The full path of <c>dotnet</c>.</summary>
    public static string Dotnet { get; } =
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
            .First(File.Exists);

    /// <param name="path">What <c>PATH</c> holds.</param>
    /// <param name="tools">The tool cache.</param>
    public static Task<(int ExitCode, string Error)> RunToEndAsync(string path, string tools) =>
        RunToEndAsync(new(Dotnet, [Assembly]) { Environment = { ["PATH"] = path, ["JAVA_HOME"] = "", ["PODCAST_TOOLS"] = tools } });

    /// <param name="start">Command, arguments and environment.</param>
    public static async Task<(int ExitCode, string Error)> RunToEndAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
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
}
