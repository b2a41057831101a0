using Microsoft.Extensions.Logging;

namespace Podcast.AppHost.Recovery;

/// <summary>What a resource's own console log says about its recovery.</summary>
internal static partial class RecoveryLog
{
    [LoggerMessage(1, LogLevel.Warning, "'{Resource}' ended with exit code {ExitCode}, which nobody asked for. It is started again in {Delay} seconds.")]
    public static partial void LogEnded(this ILogger logger, string resource, int? exitCode, double delay);

    [LoggerMessage(2, LogLevel.Information, "'{Resource}' runs again after {Seconds:0.0} seconds.")]
    public static partial void LogRunning(this ILogger logger, string resource, double seconds);

    [LoggerMessage(3, LogLevel.Error, "'{Resource}' could not be started again: {Reason}")]
    public static partial void LogNotStarted(this ILogger logger, string resource, string reason);

    [LoggerMessage(4, LogLevel.Warning, "DynamoDB Local was started again without its tables, so the demo data is loaded again. All tokens that were made before are void.")]
    public static partial void LogTablesLost(this ILogger logger);
}
