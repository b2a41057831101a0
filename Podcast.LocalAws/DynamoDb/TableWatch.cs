using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>Keeps the stack's tables there as long as the process runs.</summary>
internal sealed class TableWatch(TableProvisioner tables, Supervisor supervisor) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => supervisor.RunAsync("table watch", tables.WatchAsync, stoppingToken);
}
