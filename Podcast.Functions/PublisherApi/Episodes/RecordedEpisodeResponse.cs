using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// An episode and how far its latest recording is: <c>Status</c> is one of <see cref="Transcoding.RecordingStatus"/>, <c>Reason</c> says why it
/// failed or waits for another try. The audio's members are there once the feed lists it.
/// </summary>
internal sealed record RecordedEpisodeResponse(
    string Show,
    string Id,
    string Title,
    string Description,
    DateTimeOffset PublishedAt,
    string Status,
    string? Reason,
    decimal? DurationSeconds,
    string? ContentType,
    long? ContentLength,
    RecordingUploadResponse? Upload)
{
    public static RecordedEpisodeResponse From(EpisodeState episode, RecordingUploadResponse? upload) => new(
        episode.Show,
        episode.Id,
        episode.Title,
        episode.Description,
        DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
        episode.Recording?.Status ?? Transcoding.RecordingStatus.Ready,
        episode.Recording?.Reason,
        episode.Audio?.DurationSeconds,
        episode.Audio?.ContentType,
        episode.Audio?.ContentLength,
        upload);
}
