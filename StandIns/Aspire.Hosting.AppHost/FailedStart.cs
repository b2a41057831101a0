using System.Reflection;

namespace Aspire.Hosting;

/// <summary>Ends an app host that cannot start because of how it is set up: one sentence says why, no stack trace hides it.</summary>
internal static class FailedStart
{
    public static void Report(Exception error, DistributedApplicationOptions options, IBuilderObserver? observer)
    {
        // A test wants the exception, and a fault that nobody foresaw its stack trace.
        var isOwnProcess = observer is null && options.Assembly == Assembly.GetEntryAssembly();
        if (isOwnProcess && error is DistributedApplicationException)
        {
            Console.Out.Flush();
            Console.Error.WriteLine(error.Message);
            Environment.Exit(1);
        }
    }
}
