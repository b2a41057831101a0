using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the application: addresses first, then everything at once, each resource when what it waits for is there.</summary>
internal sealed partial class ApplicationOrchestrator(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    EndpointAllocator allocator,
    ResourceUrls urls,
    ProcessResources processes,
    ResourceHealth health,
    IServiceProvider services,
    ILogger<DistributedApplication> logger) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly DashboardResource? _dashboard = services.GetService<DashboardResource>();
    private readonly ResourceServiceHost? _resourceService = services.GetService<ResourceServiceHost>();
    private Task _health = Task.CompletedTask;
    private Task _start = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LogStarting(logger);
        if (_dashboard is not null)
        {
            await _dashboard.AddToAsync(model, cancellationToken).ConfigureAwait(false);
        }

        IResource[] started = [.. model.Resources.Where(resource => resource.IsProcess)];
        foreach (var resource in started)
        {
            resource.Annotations.Add(new ResourceInstanceAnnotation(resource.Name));
            LifecycleCommands.Add(resource);
        }

        allocator.Allocate(started);
        _resourceService?.Listen();
        eventing.Subscribe<BeforeResourceStartedEvent>((@event, token) => WaitAsync(@event.Resource, token));
        eventing.Subscribe<ResourceEndpointsAllocatedEvent>((@event, token) => urls.PublishAsync(@event.Resource, token));
        eventing.Subscribe<ConnectionStringAvailableEvent>((@event, token) => ShowConnectionStringAsync(@event.Resource, token));

        _start = StartResourcesAsync(started, cancellationToken);
        _health = Task.Run(() => health.RunAsync(_stopping.Token), CancellationToken.None);
        if (_resourceService is not null)
        {
            await _resourceService.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        await _start.WaitAsync(cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
        LogStarted(logger);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await processes.StopAllAsync().ConfigureAwait(false);
        await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _health.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_resourceService is not null)
        {
            await _resourceService.StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await processes.StopAllAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task StartResourcesAsync(IResource[] started, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        foreach (var resource in model.Resources)
        {
            await ShowInitialStateAsync(resource).ConfigureAwait(false);
            var initialize = new InitializeResourceEvent(resource, eventing, loggers, notifications, services);
            await eventing.PublishAsync(initialize, EventDispatchBehavior.NonBlockingConcurrent, _stopping.Token).ConfigureAwait(false);
        }

        foreach (var resource in started.Where(resource => resource.HasAnnotationOfType<EndpointAnnotation>() || resource.HasAnnotationOfType<ResourceUrlsCallbackAnnotation>()))
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(started
            .Where(resource => !resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
            .Select(resource => Task.Run(() => processes.StartAsync(resource, _stopping.Token), CancellationToken.None))).ConfigureAwait(false);
    }

    private Task ShowInitialStateAsync(IResource resource) => notifications.PublishUpdateAsync(resource, state =>
    {
        var properties = resource.ParentResource is { } parent ? state.Properties.With(new ResourcePropertySnapshot(KnownProperties.ParentName, parent.InstanceId)) : state.Properties;
        state = state with
        {
            Relationships = [.. InitialState.Relationships(resource)],
            Urls = ResourceUrls.Snapshot(resource, state.State?.Text),
            Properties = properties,
            HealthReports = InitialState.HealthReports(resource),
        };
        return resource switch
        {
            ParameterResource parameter => WithValue(state, parameter),
            _ when resource.IsProcess && resource.HasAnnotationOfType<ExplicitStartupAnnotation>() => state with { State = KnownResourceStates.NotStarted },
            _ => state,
        };
    });

    private static CustomResourceSnapshot WithValue(CustomResourceSnapshot state, ParameterResource parameter)
    {
        try
        {
            var value = new ResourcePropertySnapshot(KnownProperties.ParameterValue, parameter.ValueInternal) { IsSensitive = parameter.Secret, IsHighlighted = true, DisplayName = "Value", SortOrder = 0 };
            return state with { State = KnownResourceStates.Running, Properties = state.Properties.With(value) };
        }
        catch (MissingParameterValueException error)
        {
            return state with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn),
                Properties = state.Properties.With(new ResourcePropertySnapshot(KnownProperties.ParameterValue, error.Message)),
            };
        }
    }

    /// <summary>Waits for what the resource waits for, or until someone takes it out of the Waiting state.</summary>
    private async Task WaitAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!resource.HasAnnotationOfType<WaitAnnotation>())
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wasWaiting = false;
        var released = notifications.WaitForResourceAsync(
            resource.Name,
            change =>
            {
                var isWaiting = change.Snapshot.State?.Text == KnownResourceStates.Waiting;
                wasWaiting |= isWaiting;
                return wasWaiting && !isWaiting;
            },
            either.Token);
        var ready = notifications.WaitForDependenciesAsync(resource, either.Token);
        try
        {
            await (await Task.WhenAny(ready, released).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await either.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(ready, released).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ShowConnectionStringAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString withConnectionString)
        {
            var value = await withConnectionString.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
            var property = new ResourcePropertySnapshot(CustomResourceKnownProperties.ConnectionString, value) { IsSensitive = true };
            await notifications.PublishUpdateAsync(resource, state => state with { Properties = state.Properties.With(property) }).ConfigureAwait(false);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Distributed application starting.")]
    private static partial void LogStarting(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    private static partial void LogStarted(ILogger logger);
}
