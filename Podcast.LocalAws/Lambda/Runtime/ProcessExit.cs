namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>How the process of a function ended, in the words of Lambda.</summary>
internal static class ProcessExit
{
    public const string ErrorType = "Runtime.ExitError";

    // Shells and .NET report the end by a signal as 128 and its number.
    private const int Signal = 128;

    /// <param name="exitCode">The exit code; <see langword="null"/> when it is not known.</param>
    public static string Describe(int? exitCode) => exitCode switch
    {
        null or 0 => "Runtime exited without providing a reason",
        Signal + 6 => "Runtime exited with error: signal: aborted",
        Signal + 9 => "Runtime exited with error: signal: killed",
        Signal + 11 => "Runtime exited with error: signal: segmentation fault",
        Signal + 15 => "Runtime exited with error: signal: terminated",
        _ => $"Runtime exited with error: exit status {exitCode}",
    };
}
