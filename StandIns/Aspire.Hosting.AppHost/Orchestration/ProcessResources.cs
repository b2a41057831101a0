using System.Collections.Concurrent;
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

    public Task StopAllAsync() => Task.WhenAll(_resources.Values.Select(resource => resource.EndAsync()));

    private ProcessResource Get(IResource resource) => _resources.GetOrAdd(resource, static (resource, owner) => new ProcessResource(resource, owner), this);
}
