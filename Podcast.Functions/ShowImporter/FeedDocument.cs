using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.ShowImporter;

/// <summary>What a feed says of a show and its episodes, in the fields of the publisher API.</summary>
/// <param name="Show">The show's fields.</param>
/// <param name="Artwork">The address of its artwork.</param>
/// <param name="Items">Its episodes, in the feed's order.</param>
/// <param name="Self">What the feed calls its own address; null when it says nothing.</param>
/// <param name="Next">The address of the feed's next page; null for the last.</param>
internal sealed record FeedDocument(ShowFields Show, string? Artwork, IReadOnlyList<FeedDocument.Item> Items, string? Self, string? Next)
{
    /// <param name="Guid">What the feed calls the episode; the address of its audio when it says nothing.</param>
    /// <param name="Fields">The episode's fields.</param>
    /// <param name="PublishedAt">Null when it has no date, or one that cannot be read.</param>
    /// <param name="Audio">The address of its audio; null when it has none.</param>
    /// <param name="AudioBytes">Its length as the feed says it, which is not always right; null when it is not said.</param>
    /// <param name="DurationSeconds">0 when it is not said.</param>
    /// <param name="Artwork">The address of its own artwork.</param>
    /// <param name="Chapters">The address of its chapters.</param>
    /// <param name="Transcripts">Its transcripts.</param>
    internal sealed record Item(
        string Guid,
        EpisodeFields Fields,
        DateTimeOffset? PublishedAt,
        string? Audio,
        long? AudioBytes,
        decimal DurationSeconds,
        string? Artwork,
        string? Chapters,
        IReadOnlyList<ImportedTranscript> Transcripts);
}
