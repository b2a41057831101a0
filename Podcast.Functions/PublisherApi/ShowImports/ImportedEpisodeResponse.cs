using Podcast.Functions.ShowImports;

namespace Podcast.Functions.PublisherApi.ShowImports;

/// <summary>An episode of the import of a show.</summary>
/// <param name="Episode">The episode's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="State"><c>waiting</c>, <c>fetching</c>, <c>fetched</c>, <c>done</c>, <c>present</c> or <c>failed</c>.</param>
/// <param name="Bytes">How many bytes of its audio have arrived.</param>
/// <param name="Size">How many there are: what the feed says until the host does.</param>
/// <param name="Reason">Why it failed or waits, or what is missing.</param>
internal sealed record ImportedEpisodeResponse(string Episode, string Title, string State, long Bytes, long? Size, string? Reason)
{
    public static ImportedEpisodeResponse From(ImportedEpisode episode) => new(episode.Id, episode.Title, episode.State, episode.Bytes, episode.Size, episode.Reason);
}
