using System.Collections.Concurrent;

namespace Aspire.Hosting.Eventing;

/// <summary>The events of an application, delivered in this process.</summary>
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly ConcurrentDictionary<Type, CopyOnWriteList<DistributedApplicationEventSubscription>> _subscriptions = new();

    /// <inheritdoc />
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent =>
        PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc />
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        if (!_subscriptions.TryGetValue(typeof(T), out var listeners))
        {
            return Task.CompletedTask;
        }

        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingConcurrent:
                return Task.WhenAll(listeners.Select(listener => listener.Callback(@event, cancellationToken)));
            case EventDispatchBehavior.NonBlockingConcurrent:
                foreach (var listener in listeners)
                {
                    _ = Task.Run(() => listener.Callback(@event, cancellationToken), CancellationToken.None);
                }

                return Task.CompletedTask;
            case EventDispatchBehavior.NonBlockingSequential:
                _ = Task.Run(() => OneAfterTheOtherAsync(listeners, @event, cancellationToken), CancellationToken.None);
                return Task.CompletedTask;
            default:
                return OneAfterTheOtherAsync(listeners, @event, cancellationToken);
        }
    }

    /// <inheritdoc />
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (typeof(T).IsAbstract)
        {
            throw new ArgumentException($"'{typeof(T).Name}' is abstract, and events are delivered by their concrete type.", nameof(callback));
        }

        var subscription = new DistributedApplicationEventSubscription((@event, cancellationToken) => callback((T)@event, cancellationToken));
        _subscriptions.GetOrAdd(typeof(T), static _ => []).Add(subscription);
        return subscription;
    }

    /// <inheritdoc />
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent =>
        Subscribe<T>((@event, cancellationToken) => @event.Resource == resource ? callback(@event, cancellationToken) : Task.CompletedTask);

    /// <inheritdoc />
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        foreach (var listeners in _subscriptions.Values)
        {
            listeners.Remove(subscription);
        }
    }

    private static async Task OneAfterTheOtherAsync<T>(IEnumerable<DistributedApplicationEventSubscription> listeners, T @event, CancellationToken cancellationToken)
        where T : IDistributedApplicationEvent
    {
        foreach (var listener in listeners)
        {
            await listener.Callback(@event, cancellationToken).ConfigureAwait(false);
        }
    }
}
