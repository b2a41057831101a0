using Podcast.Functions.Catalog;
using Podcast.Functions.ShowImports;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.ShowImports;

/// <summary>The import of a show.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Show">The show that gets the episodes.</param>
/// <param name="State"><c>reading</c>, <c>fetching</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it failed, or what of the show is missing.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="Total">How many episodes the feed has; 0 while it is read.</param>
/// <param name="Done">How many of them are here.</param>
/// <param name="Failed">How many will not come.</param>
/// <param name="Episodes">Each of them.</param>
internal sealed record ShowImportResponse(
    string Id,
    string Show,
    string State,
    string? Reason,
    DateTimeOffset CreatedAt,
    int Total,
    int Done,
    int Failed,
    IReadOnlyList<ShowImportResponse.ImportedEpisodeResponse> Episodes)
{
    /// <param name="import">The import.</param>
    /// <param name="episodes">Its episodes.</param>
    /// <param name="recordings">What became of those that were fetched, by the episode's id.</param>
    public static ShowImportResponse From(ShowImport import, IReadOnlyList<ImportedEpisode> episodes, IReadOnlyDictionary<string, EpisodeState> recordings)
    {
        ImportedEpisodeResponse[] responses = [.. episodes.Select(episode => From(episode, recordings.GetValueOrDefault(episode.Id)?.Recording))];
        var isOver = import.State == ImportState.Fetching
            && responses.All(episode => episode.State is ImportState.Done or ImportState.Present or ImportState.Failed);
        return new(
            import.Id,
            import.Show,
            isOver ? ImportState.Done : import.State,
            import.Reason,
            DateTimeOffset.FromUnixTimeSeconds(import.CreatedAt),
            responses.Length,
            responses.Count(episode => episode.State is ImportState.Done or ImportState.Present),
            responses.Count(episode => episode.State == ImportState.Failed),
            responses);
    }

    private static ImportedEpisodeResponse From(ImportedEpisode episode, Recording? recording)
    {
        var (state, reason) = episode.State != ImportState.Fetched ? (episode.State, episode.Reason)
            : recording?.Status == RecordingStatus.Failed ? (ImportState.Failed, recording.Reason)
            : recording?.Status == RecordingStatus.AwaitingUpload ? (ImportState.Fetched, episode.Reason)
            : (ImportState.Done, episode.Reason);
        return new(episode.Id, episode.Title, state, episode.Bytes, episode.Size, reason);
    }

    /// <param name="Episode">The episode's id.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="State"><c>waiting</c>, <c>fetching</c>, <c>fetched</c>, <c>done</c>, <c>present</c> or <c>failed</c>.</param>
    /// <param name="Bytes">How many bytes of its audio have arrived.</param>
    /// <param name="Size">How many there are: what the feed says until the host does.</param>
    /// <param name="Reason">Why it failed or waits, or what is missing.</param>
    internal sealed record ImportedEpisodeResponse(string Episode, string Title, string State, long Bytes, long? Size, string? Reason);
}
