using System.Text.Json.Serialization;

namespace Podcast.Functions.Events;

/// <summary>The fields of all types of events; each type has some of them.</summary>
internal sealed record PublisherEventData
{
    [JsonPropertyName("subscriber")]
    public string? Subscriber { get; init; }

    /// <summary>What a former system called the subscriber.</summary>
    [JsonPropertyName("formerId")]
    public string? FormerId { get; init; }

    /// <summary>Only where an event is sent to the publisher's own address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    [JsonPropertyName("plan")]
    public string? Plan { get; init; }

    [JsonPropertyName("shows")]
    public IReadOnlyList<string>? Shows { get; init; }

    /// <summary>Null for what never ends.</summary>
    [JsonPropertyName("expiresAt")]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The subscriber who has the subscriptions now.</summary>
    [JsonPropertyName("replacedBy")]
    public string? ReplacedBy { get; init; }

    /// <summary>The address of each show's feed; as <see cref="Email"/>.</summary>
    [JsonPropertyName("feeds")]
    public IReadOnlyDictionary<string, string>? Feeds { get; init; }

    [JsonPropertyName("show")]
    public string? Show { get; init; }

    [JsonPropertyName("episode")]
    public string? Episode { get; init; }

    [JsonPropertyName("title")]
    public string? Title { get; init; }

    [JsonPropertyName("publishedAt")]
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>True for an episode that came with an import: it is new here and old to its listeners.</summary>
    [JsonPropertyName("imported")]
    public bool? Imported { get; init; }

    /// <summary>Why it ended or failed.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    // The generated ToString would print the address.
    public override string ToString() => Subscriber is null ? $"{Show}/{Episode}" : $"subscriber {Subscriber}";
}
