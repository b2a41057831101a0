using System.Text.Json;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.Runtime;
using Podcast.Functions.Events;
using Podcast.Functions.Storage;

namespace Podcast.Functions.EventPublisher;

/// <summary>Puts events on the bus, in their order.</summary>
internal sealed class EventBusWriter(Func<IAmazonEventBridge> eventBridge, string busName, TimeProvider time)
{
    /// <summary>https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html.</summary>
    private const int MaxEntries = 10;

    private const int MaxAttempts = 4;

    /// <summary>Never throws for what the bus does not take; the events that are missing in the result have to come again.</summary>
    /// <returns>The events that the bus has taken, and why it did not take the others.</returns>
    public async Task<(HashSet<PublisherEvent> Taken, Exception? Failure)> WriteAsync(
        IReadOnlyList<PublisherEvent> events, CancellationToken cancellationToken)
    {
        var taken = new HashSet<PublisherEvent>(ReferenceEqualityComparer.Instance);
        Exception? failure = null;
        foreach (var some in events.Chunk(MaxEntries))
        {
            try
            {
                failure = await WriteAsync(some, taken, cancellationToken).ConfigureAwait(false) ?? failure;
            }
            catch (Exception unable) when (unable is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
            {
                return (taken, unable);
            }
        }

        return (taken, failure);
    }

    private async Task<Exception?> WriteAsync(PublisherEvent[] events, HashSet<PublisherEvent> taken, CancellationToken cancellationToken)
    {
        var rest = events;
        for (var attempt = 1; ; attempt++)
        {
            var response = await eventBridge().PutEventsAsync(
                new PutEventsRequest { Entries = [.. rest.Select(ToEntry)] }, cancellationToken).ConfigureAwait(false);
            var results = rest.Zip(response.Entries ?? []).ToArray();
            taken.UnionWith(results.Where(result => result.Second.ErrorCode is null).Select(result => result.First));
            rest = [.. rest.Where(one => !taken.Contains(one))];
            if (rest.Length == 0)
            {
                return null;
            }

            if (attempt == MaxAttempts)
            {
                var refused = Array.Find(results, result => result.Second.ErrorCode is not null).Second;
                return new AmazonEventBridgeException($"{refused?.ErrorCode}: {refused?.ErrorMessage}");
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private PutEventsRequestEntry ToEntry(PublisherEvent published) => new()
    {
        EventBusName = busName,
        Source = PublisherEvent.Source,
        DetailType = published.Type,
        Time = published.Timestamp.UtcDateTime,
        Detail = JsonSerializer.Serialize(published, PublisherEventJsonContext.Default.PublisherEvent),
    };
}
