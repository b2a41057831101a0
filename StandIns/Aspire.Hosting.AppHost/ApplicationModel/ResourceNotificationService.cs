using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where resources report their state, and where it can be read and awaited.</summary>
public class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, InstanceState> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly CopyOnWriteList<Channel<ResourceEvent>> _watchers = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly IServiceProvider _services;
    private readonly WaitBehavior _defaultWaitBehavior;

    /// <summary>Makes the service.</summary>
    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        _services = serviceProvider;
        _defaultWaitBehavior = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? WaitBehavior.StopOnResourceUnavailable;
        Waits = new DependencyWaits(this, resourceLoggerService, _defaultWaitBehavior);
    }

    private DependencyWaits Waits { get; }

    /// <summary>Waits until a resource is in a state, Running when not said otherwise.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <summary>Waits until a resource is in one of some states, and tells which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        string[] targets = [.. targetStates];
        var reached = await WaitAsync(
            resourceName,
            change => change.Snapshot.State is { Text.Length: > 0 } state && targets.Contains(state.Text, StringComparer.Ordinal),
            $"Resource '{resourceName}' failed to reach one of the target states: [{string.Join(", ", targets)}] before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until something holds for a resource.</summary>
    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, predicate, $"Resource '{resourceName}' failed to meet the predicate condition before the operation was cancelled.", cancellationToken);

    /// <summary>Waits until a resource is healthy and all who listen for that are done.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource is healthy and all who listen for that are done.</summary>
    /// <exception cref="DistributedApplicationException">It does not exist, or has ended, and <paramref name="waitBehavior"/> is to give up.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var givesUp = waitBehavior == WaitBehavior.StopOnResourceUnavailable;
        if (givesUp && !TryGetCurrentState(resourceName, out _) && _services.GetService<DistributedApplicationModel>() is { } model && !model.Resources.TryGetByName(resourceName, out _))
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it does not exist in the application model.");
        }

        var tooLate = $"Resource '{resourceName}' failed to become healthy before the operation was cancelled.";
        var change = await WaitAsync(resourceName, change => change.Snapshot.HealthStatus == HealthStatus.Healthy || (givesUp && change.Snapshot.IsUnavailable), tooLate, cancellationToken).ConfigureAwait(false);
        if (change.Snapshot.HealthStatus != HealthStatus.Healthy)
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it failed to start.");
        }

        return await WaitUntilReadyAsync(change.Resource, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for all that a resource was told to wait for.</summary>
    /// <exception cref="DistributedApplicationException">One of them failed.</exception>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken) => Waits.WaitAsync(resource, cancellationToken);

    /// <summary>The state of every resource now, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Unbounded as a watcher must not miss a state; the number of changes is that of the resources' lives.
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        _watchers.Add(channel);
        try
        {
            var seen = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
            foreach (var (id, instance) in _instances)
            {
                if (instance.Snapshot is { } snapshot)
                {
                    seen[id] = snapshot.Version;
                    yield return new ResourceEvent(instance.Resource, id, snapshot);
                }
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
            await foreach (var change in channel.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
            {
                if (!seen.TryGetValue(change.ResourceId, out var version) || change.Snapshot.Version > version)
                {
                    yield return change;
                }
            }
        }
        finally
        {
            _watchers.Remove(channel);
        }
    }

    /// <summary>The state of a resource, by the id of its instance or by its name.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        var found = _instances.TryGetValue(resourceId, out var exact)
            ? new KeyValuePair<string, InstanceState>(resourceId, exact)
            : _instances.FirstOrDefault(entry => entry.Value.Resource.Name.Equals(resourceId, StringComparison.OrdinalIgnoreCase));
        resourceEvent = found.Value?.Snapshot is { } snapshot ? new ResourceEvent(found.Value.Resource, found.Key, snapshot) : null;
        return resourceEvent is not null;
    }

    /// <summary>Reports a change of a resource's state.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return PublishUpdateAsync(resource, resource.InstanceId, stateFactory);
    }

    /// <summary>Reports a change of an instance's state.</summary>
    /// <exception cref="InvalidOperationException">The id belongs to another resource.</exception>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(stateFactory);
        var instance = _instances.GetOrAdd(resourceId, static (_, resource) => new InstanceState(resource), resource);
        if (instance.Resource != resource)
        {
            throw new InvalidOperationException($"Resource instance doesn't match resource previously registered with specified resource id '{resourceId}'.");
        }

        lock (instance)
        {
            var snapshot = instance.Next(stateFactory, _services);
            var change = new ResourceEvent(resource, resourceId, snapshot);
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(change);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    internal async Task<ResourceEvent> WaitUntilReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        var ready = await WaitAsync(
            resource.Name,
            change => change.Snapshot.ReadyTask is not null,
            $"Resource '{resource.Name}' failed to execute the resource ready event before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        await ready.Snapshot.ReadyTask!.WaitAsync(cancellationToken).ConfigureAwait(false);
        return ready;
    }

    internal async Task<ResourceEvent> WaitAsync(string resourceName, Func<ResourceEvent, bool> predicate, string tooLate, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (change.Resource.Name.Equals(resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException cancelled)
        {
            throw new OperationCanceledException($"{tooLate}{DescribeState(resourceName)}", cancelled, cancelled.CancellationToken);
        }

        throw new OperationCanceledException(tooLate);
    }

    private string DescribeState(string resourceName)
    {
        if (!TryGetCurrentState(resourceName, out var current))
        {
            return $"\nUnable to retrieve current state for resource '{resourceName}'.";
        }

        var description = $"\n- Current State: {current.Snapshot.State?.Text ?? "(null)"}\n- Current Health: {current.Snapshot.HealthStatus?.ToString() ?? "(null)"}";
        if (current.Snapshot.ExitCode is { } exitCode)
        {
            description += $"\n- Exit Code: {exitCode}";
        }

        foreach (var report in current.Snapshot.HealthReports.Where(report => report.Status != HealthStatus.Healthy))
        {
            description += $"\n- {report.Name}: {report.Status?.ToString() ?? "Unknown"} {report.Description}";
        }

        return description;
    }
}
