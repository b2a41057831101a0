namespace Podcast.AppHost.Startup;

/// <summary>What has to be right before Aspire is asked for anything: it fails on these with a stack trace, or not at all.</summary>
internal static class MachineChecks
{
    /// <exception cref="DistributedApplicationException">One sentence says what is wrong.</exception>
    public static void Run()
    {
        TemporaryFolder.Check();
        OpenFileLimit.Check();
    }
}
