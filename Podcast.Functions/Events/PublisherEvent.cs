using System.Globalization;
using System.Text.Json.Serialization;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Events;

/// <summary>Something that happened to a subscriber or an episode, as rules and webhooks get it; docs/events.md has each type's fields.</summary>
/// <param name="Id">The same however often the event is published or sent.</param>
/// <param name="Type">One of <see cref="PublisherEventType"/>.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">What it is about. No e-mail address and no token: those are looked up when the event is sent to who may have them.</param>
internal sealed record PublisherEvent(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp,
    [property: JsonPropertyName("data")] PublisherEventData Data)
{
    /// <summary>The source of the events on the bus.</summary>
    public const string Source = "podcast";

    /// <param name="type">One of <see cref="PublisherEventType"/>.</param>
    /// <param name="cause">What tells the event from all others of its type. The same cause has the same id.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <param name="data">What it is about.</param>
    public static PublisherEvent Create(string type, string cause, long timestamp, PublisherEventData data) => new(
        string.Create(CultureInfo.InvariantCulture, $"evt_{Digest.Hash($"{type} {cause}")}"), type, DateTimeOffset.FromUnixTimeSeconds(timestamp), data);
}
