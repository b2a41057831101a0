namespace Amazon.Lambda.RuntimeSupport;

/// <summary>How many invocations one process runs at a time. More than one only on Lambda Managed Instances.</summary>
internal static class ConcurrencySettings
{
    internal const string MaxConcurrency = "AWS_LAMBDA_MAX_CONCURRENCY";
    internal const string ProcessingTasks = "AWS_LAMBDA_DOTNET_PROCESSING_TASKS";
    internal const string MinThreads = "AWS_LAMBDA_DOTNET_MIN_THREADS";

    internal static bool IsMultiConcurrency(IEnvironmentVariables environment) =>
        !string.IsNullOrEmpty(environment.GetEnvironmentVariable(MaxConcurrency));

    /// <summary>How many loops ask for the next invocation.</summary>
    internal static int GetPollerCount(IEnvironmentVariables environment, int processorCount)
    {
        if (!IsMultiConcurrency(environment))
        {
            return 1;
        }

        var chosen = environment.GetEnvironmentVariable(ProcessingTasks);
        if (!string.IsNullOrEmpty(chosen))
        {
            return TryParsePositive(chosen, out var count)
                ? count
                : throw new ArgumentException($"{ProcessingTasks} must be a whole number greater than 0, but is '{chosen}'.");
        }

        return TryParsePositive(environment.GetEnvironmentVariable(MaxConcurrency), out var concurrency)
            ? concurrency
            : Math.Max(2, processorCount);
    }

    /// <summary>Gives pollers and handlers threads at once instead of at the pool's pace.</summary>
    internal static void RaiseMinThreads(IEnvironmentVariables environment, int processorCount)
    {
        if (!TryParsePositive(environment.GetEnvironmentVariable(MaxConcurrency), out _))
        {
            return;
        }

        var wanted = TryParsePositive(environment.GetEnvironmentVariable(MinThreads), out var chosen) ? chosen : 2 * processorCount;
        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        if (workers < wanted)
        {
            ThreadPool.SetMinThreads(wanted, completionPorts);
        }
    }

    private static bool TryParsePositive(string? text, out int value) => int.TryParse(text, out value) && value > 0;
}
