namespace Podcast.Cli;

/// <summary>Ends a command with a sentence and an exit code.</summary>
internal sealed class CliException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode => exitCode;
}
