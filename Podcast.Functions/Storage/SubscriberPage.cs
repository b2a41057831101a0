using Podcast.Functions.Domain;

namespace Podcast.Functions.Storage;

/// <param name="Subscribers">What was found.</param>
/// <param name="Next">Where the rest begins; null after the last page.</param>
internal sealed record SubscriberPage(IReadOnlyList<Subscriber> Subscribers, string? Next);
