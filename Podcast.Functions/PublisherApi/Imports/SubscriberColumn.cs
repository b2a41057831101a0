using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Subscribers;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>A column of a CSV file of subscribers.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Write">The field of a subscriber at a time, for an export.</param>
internal sealed record SubscriberColumn(string Name, Func<Subscriber, DateTimeOffset, string?> Write)
{
    /// <summary>Takes the field's text, which is never empty, into a request; null for a column that no import has.</summary>
    public Func<CreateSubscriberRequest, string, CreateSubscriberRequest>? Read { get; init; }

    /// <summary>Whether an import has to have it.</summary>
    public bool IsRequired { get; init; }
}
