namespace Podcast.Cli;

/// <summary>What a script learns from the process's exit code.</summary>
internal static class ExitCode
{
    /// <summary>It is done.</summary>
    public const int Success = 0;

    /// <summary>The publisher API refused it, or a check failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>No system was found, or it cannot be reached.</summary>
    public const int NoConnection = 3;

    /// <summary>It was interrupted with Ctrl+C.</summary>
    public const int Interrupted = 130;
}
