using System.Globalization;

namespace Podcast.Functions.Webhooks;

/// <summary>What a payment provider says at one moment; times are seconds since 1970.</summary>
internal abstract record ProviderEvent
{
    /// <summary>The provider's id of the event, or a digest of its body where the provider has none.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened; when it arrived, where the provider does not say.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The provider's id of the person who pays; null when it is not told.</summary>
    public string? Customer { get; init; }

    /// <summary>Null when the provider told none.</summary>
    public string? Email { get; init; }

    /// <summary>Sorts like the events by time, and then by id: of all events the same one is the last in whatever order they arrive.</summary>
    public string TimeOrder => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt:D11}.{Id}");

    // The generated ones would print the e-mail address.
    public sealed override string ToString() => $"event {Id}";
}
