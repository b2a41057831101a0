using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Writes the console logs of all resources into the app host's own log, a category each.</summary>
internal sealed partial class ResourceLogForwarder(ResourceNotificationService notifications, ResourceLoggerService loggers, IHostEnvironment environment, ILoggerFactory loggerFactory) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var followed = new HashSet<string>();
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                if (followed.Add(change.ResourceId))
                {
                    _ = FollowAsync(change.Resource.Name, change.ResourceId, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private async Task FollowAsync(string resourceName, string resourceId, CancellationToken stopping)
    {
        var logger = loggerFactory.CreateLogger($"{environment.ApplicationName}.Resources.{resourceName}");
        try
        {
            await foreach (var lines in loggers.Log(resourceId).FollowAsync(stopping).ConfigureAwait(false))
            {
                foreach (var line in lines)
                {
                    LogLine(logger, line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, line.LineNumber, line.Content);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    [LoggerMessage(EventId = 1, Message = "{LineNumber}: {LineContent}")]
    private static partial void LogLine(ILogger logger, LogLevel level, int lineNumber, string lineContent);
}
