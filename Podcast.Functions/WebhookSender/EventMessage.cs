using System.Text.Json;
using Podcast.Functions.Domain;
using Podcast.Functions.Events;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.WebhookSender;

/// <summary>
/// The body of an event for the publisher's address. E-mail address and feeds are looked up when it is sent, so that neither waits in a queue, and a late
/// message has the link that works now.
/// </summary>
internal sealed class EventMessage(SubscriberTable subscribers, TokenIssuer tokens, string viewerUrl)
{
    public async Task<byte[]> WriteAsync(PublisherEvent happened, CancellationToken cancellationToken) => JsonSerializer.SerializeToUtf8Bytes(
        happened.Data.Subscriber is { } id && await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } subscriber
            ? happened with { Data = await AddAsync(happened, subscriber, cancellationToken).ConfigureAwait(false) }
            : happened,
        PublisherEventJsonContext.Default.PublisherEvent);

    private async Task<PublisherEventData> AddAsync(PublisherEvent happened, Subscriber subscriber, CancellationToken cancellationToken)
    {
        var data = happened.Data with { Email = subscriber.Email };
        return happened.Type != PublisherEventType.SubscriberEnded
            && subscriber.MergedInto is null
            && await tokens.FindAsync(subscriber, cancellationToken).ConfigureAwait(false) is { } token
            ? data with
            {
                Feeds = subscriber.Shows.Order(StringComparer.Ordinal)
                    .ToDictionary(show => show, show => $"{viewerUrl}/{token.Text}/feeds/{show}.xml", StringComparer.Ordinal),
            }
            : data;
    }
}
