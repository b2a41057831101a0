namespace Podcast.AppHost.Startup;

/// <summary>Checks before Aspire starts what it would report with a stack trace, or not at all.</summary>
internal static class MachineChecks
{
    /// <exception cref="DistributedApplicationException">One sentence says what is wrong.</exception>
    public static void Run()
    {
        TemporaryFolder.Check();
        OpenFileLimit.Check();
    }
}
