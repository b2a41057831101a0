using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Events;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.EventPublisher;

/// <summary>
/// Publishes what has happened. Both tables' streams are the outbox: every write is published, no matter who wrote it, and what cannot be published
/// now stays in the stream. On schedule it announces the episodes whose time has come.
/// </summary>
internal sealed partial class EventPublisherFunction(
    EventBusWriter bus, Announcements announcements, FunctionMetrics metrics, TimeProvider time, ILogger<EventPublisherFunction> logger)
    : IFunction<JsonElement, EventPublisherResult>
{
    private const int MostDue = 100;

    /// <summary>A span keeps no more links than that: https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits.</summary>
    private const int MaxLinks = 128;

    public string Trigger => "datasource";

    public static EventPublisherFunction Compose(FunctionServices services) => new(
        new(() => services.Aws.EventBridge, services.Environment.EventBus, services.Time),
        new(services.Aws.DynamoDb, services.Environment.CatalogTable),
        services.Metrics,
        services.Time,
        services.Loggers.CreateLogger<EventPublisherFunction>());

    public IEnumerable<ActivityLink> FindLinks(JsonElement input) =>
        (StreamRecord.ReadAll(input) ?? [])
            .Select(record => record.NewImage?.GetValueOrDefault("traceparent")?.S)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Take(MaxLinks)
            .Select(traceParent => ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? new ActivityLink(context) : default)
            .Where(link => link.Context != default);

    public Task<EventPublisherResult> HandleAsync(JsonElement input, Invocation invocation) =>
        StreamRecord.ReadAll(input) is { } records ? PublishChangesAsync(records, invocation) : AnnounceAsync(invocation);

    private async Task<EventPublisherResult> PublishChangesAsync(IReadOnlyList<StreamRecord> records, Invocation invocation)
    {
        var changes = new List<(StreamRecord Record, PublisherEvent Happened)>();
        foreach (var record in records)
        {
            changes.AddRange((await ReadAsync(record, invocation.Deadline).ConfigureAwait(false)).Select(happened => (record, happened)));
        }

        var (taken, failure) = await bus.WriteAsync([.. changes.Select(change => change.Happened)], invocation.Deadline).ConfigureAwait(false);
        Record(taken, invocation);
        if (failure is null)
        {
            return new(taken.Count, []);
        }

        LogRefused(failure, changes.Count - taken.Count);
        invocation.Activity?.SetStatus(ActivityStatusCode.Error, "Not all events are on the bus.");

        // Lambda tries again from there. Events that are published once more have the ids that they had.
        var first = changes.First(change => !taken.Contains(change.Happened)).Record;
        return new(taken.Count, [new(first.SequenceNumber)]);
    }

    private async Task<IEnumerable<PublisherEvent>> ReadAsync(StreamRecord record, CancellationToken cancellationToken)
    {
        try
        {
            List<PublisherEvent> events = [.. SubscriberChanges.Read(record)];
            if (EpisodeChanges.FindFailure(record) is { } failed)
            {
                events.Add(failed);
            }

            if (EpisodeChanges.FindAnnouncement(record) is { } at)
            {
                var published = EpisodeChanges.CreatePublished(record.NewImage!);
                if (at <= time.GetUtcNow().ToUnixTimeSeconds())
                {
                    events.Add(published);
                }
                else
                {
                    await announcements.PutAsync(published.Data.Show!, published.Data.Episode!, at, cancellationToken).ConfigureAwait(false);
                }
            }

            return events;
        }
        catch (Exception invalid) when (invalid is InvalidDataException or KeyNotFoundException)
        {
            // The stream processor has put the item aside; here it would hold up everybody else's events.
            LogInvalid(invalid, record.Key);
            return [];
        }
    }

    private async Task<EventPublisherResult> AnnounceAsync(Invocation invocation)
    {
        var published = 0;
        foreach (var (show, episode, at) in await announcements.FindDueAsync(time.GetUtcNow(), MostDue, invocation.Deadline).ConfigureAwait(false))
        {
            if (await announcements.FindEpisodeAsync(show, episode, invocation.Deadline).ConfigureAwait(false) is { } item && EpisodeChanges.MayBeHeard(item))
            {
                var happened = EpisodeChanges.CreatePublished(item);
                if (happened.Timestamp <= time.GetUtcNow())
                {
                    var (taken, failure) = await bus.WriteAsync([happened], invocation.Deadline).ConfigureAwait(false);
                    if (failure is not null)
                    {
                        throw failure;
                    }

                    Record(taken, invocation);
                    published++;
                }
            }

            await announcements.DeleteAsync(show, episode, at, invocation.Deadline).ConfigureAwait(false);
        }

        return new(published, []);
    }

    private void Record(HashSet<PublisherEvent> taken, Invocation invocation)
    {
        metrics.Record(FunctionMetric.EventsPublished, taken.Count);
        foreach (var happened in taken)
        {
            LogPublished(happened.Type, happened.Id, happened.Data);
            invocation.Activity?.AddEvent(new(happened.Type, tags: new() { ["podcast.event_id"] = happened.Id }));
        }
    }

    [LoggerMessage(EventIds.EventPublished, LogLevel.Information, "{Type} {EventId}: {Subject}")]
    private partial void LogPublished(string type, string eventId, PublisherEventData subject);

    [LoggerMessage(EventIds.EventRefused, LogLevel.Error, "{Count} events could not be published and will be tried again")]
    private partial void LogRefused(Exception failure, int count);

    [LoggerMessage(EventIds.EventSourceInvalid, LogLevel.Error, "The item {ItemKey} is invalid; no event is made of its change")]
    private partial void LogInvalid(Exception reason, string itemKey);
}
