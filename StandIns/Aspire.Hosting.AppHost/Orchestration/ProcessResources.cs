using System.Collections.Concurrent;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The resources that are processes.</summary>
internal sealed class ProcessResources(
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    ProcessWatchdog watchdog,
    DistributedApplicationExecutionContext context,
    DistributedApplicationOptions options,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<DistributedApplication> logger,
    TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<IResource, ProcessResource> _resources = new();

    public ResourceNotificationService Notifications => notifications;

    public ResourceLoggerService Loggers => loggers;

    public IDistributedApplicationEventing Eventing => eventing;

    public ProcessWatchdog Watchdog => watchdog;

    public IServiceProvider Services => services;

    public ILogger Logger => logger;

    public CancellationToken ApplicationStopping => lifetime.ApplicationStopping;

    public TimeProvider Time => timeProvider;

    public ResourceConfiguration Configuration { get; } = new(context, loggers);

    public string BuildConfiguration => options.Configuration;

    public Task StartAsync(IResource resource, CancellationToken cancellationToken) => Get(resource).StartAsync(cancellationToken);

    public Task StopAsync(IResource resource) => Get(resource).StopAsync();

    /// <summary>Stops all of them at once, and the dashboard after the others: they send it their last telemetry.</summary>
    public async Task StopAllAsync()
    {
        await EndAsync(resource => resource.Name != DashboardResource.Name).ConfigureAwait(false);
        await EndAsync(_ => true).ConfigureAwait(false);

        Task EndAsync(Func<IResource, bool> isMeant) => Task.WhenAll(_resources.Where(entry => isMeant(entry.Key)).Select(entry => entry.Value.EndAsync()));
    }

    private ProcessResource Get(IResource resource) => _resources.GetOrAdd(resource, static (resource, owner) => new ProcessResource(resource, owner), this);
}
