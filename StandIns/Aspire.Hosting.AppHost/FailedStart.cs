namespace Aspire.Hosting;

/// <summary>Ends an app host that cannot start because of how it is set up: one sentence says why, no stack trace hides it.</summary>
internal static class FailedStart
{
    public static void Report(Exception error)
    {
        // A test wants the exception, and a fault that nobody foresaw its stack trace.
        if (IBuilderObserver.Current is null && error is DistributedApplicationException)
        {
            Console.Out.Flush();
            Console.Error.WriteLine(error.Message);
            Environment.Exit(1);
        }
    }
}
