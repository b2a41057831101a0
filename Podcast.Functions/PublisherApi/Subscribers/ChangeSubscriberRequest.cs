using System.Text.Json;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>Body of <c>PATCH /subscribers/{id}</c> and of its subscriptions, a merge patch: https://www.rfc-editor.org/rfc/rfc7396. What is missing stays as it is.</summary>
internal sealed record ChangeSubscriberRequest
{
    /// <summary>Text, or null to forget the address.</summary>
    public JsonElement Email { get; init; }

    /// <summary>Text, or null to forget what a former system called the subscriber.</summary>
    public JsonElement FormerId { get; init; }

    /// <summary>Text, or null for none.</summary>
    public JsonElement Plan { get; init; }

    public IReadOnlyList<string?>? Shows { get; init; }

    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(ChangeSubscriberRequest);
}
