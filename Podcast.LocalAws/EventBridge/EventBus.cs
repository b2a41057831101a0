using System.Diagnostics;
using System.Threading.Channels;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Supervision;
using Podcast.LocalAws.EventBridge.Targets;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge;

/// <summary>The buses: takes events, finds the rules of their bus that match, and has the rules' targets delivered to.</summary>
internal sealed partial class EventBus(
    StackHost stack, DeliveryQueue deliveries, TimeProvider time, IHostApplicationLifetime lifetime, Supervisor supervisor, ILogger<EventBus> logger) : IEventBus, IStackConsumer
{
    private const int Capacity = 10_000;

    private readonly Channel<QueuedEvent> _events = Channel.CreateBounded<QueuedEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private IReadOnlyList<EventRule> _rules = [];
    private int _started;

    public async ValueTask PublishAsync(EventBridgeEvent published, CancellationToken cancellationToken = default)
    {
        var current = stack.Current;
        var now = time.GetUtcNow();
        var json = published.ToJson(current.AccountId, current.Region, now);
        await _events.Writer.WriteAsync(new(published.Bus, json, now, Activity.Current?.Context ?? default), cancellationToken);
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            // With the first event: a process without events has nothing running here.
            _ = supervisor.RunAsync("event bus", RouteAsync, lifetime.ApplicationStopping);
        }
    }

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _rules, [.. stack.OfType(EventRule.ResourceType).Select(EventRule.Read)]);
        return Task.CompletedTask;
    }

    private async Task RouteAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        await foreach (var queued in _events.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var rule in Volatile.Read(ref _rules).Where(rule => rule.IsEnabled && rule.Bus == queued.Bus))
            {
                Route(queued, rule);
            }
        }
    }

    private void Route(QueuedEvent queued, EventRule rule)
    {
        try
        {
            if (!rule.Pattern.Matches(queued.Json))
            {
                return;
            }

            Log.Matched(logger, queued.DetailType, queued.Id, rule.Name);
            foreach (var target in rule.Targets)
            {
                deliveries.Add(new(queued, rule, target));
            }
        }
        catch (Exception fault)
        {
            // The other rules get the event all the same.
            supervisor.Report("event rule", fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.RuleMatched, LogLevel.Debug, "{DetailType} {EventId} matches the rule {Rule}.")]
        public static partial void Matched(ILogger logger, string detailType, string eventId, string rule);
    }
}
