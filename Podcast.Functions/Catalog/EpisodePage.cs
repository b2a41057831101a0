namespace Podcast.Functions.Catalog;

/// <param name="Episodes">Newest first.</param>
/// <param name="Next">Where the list goes on; null at its end.</param>
internal sealed record EpisodePage(IReadOnlyList<EpisodeState> Episodes, EpisodeCursor? Next);
