namespace Podcast.AppHost.Startup;

/// <summary>How the start ended, for the process's exit code.</summary>
internal sealed class StartupOutcome
{
    /// <summary>0, or 1 when the application could not go on.</summary>
    public int ExitCode { get; private set; }

    public void Fail() => ExitCode = 1;
}
