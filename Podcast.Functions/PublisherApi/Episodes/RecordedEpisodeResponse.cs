using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// An episode, its <see cref="Publication"/> as <c>State</c>, and how far its latest recording is: <c>Status</c> is one of <see cref="Transcoding.RecordingStatus"/>, <c>Reason</c> says why it
/// failed or waits for another try. The audio's members are there once the feed lists it.
/// </summary>
internal sealed record RecordedEpisodeResponse(
    string Show,
    string Id,
    string Title,
    string Description,
    DateTimeOffset PublishedAt,
    string State,
    string Status,
    string? Reason,
    decimal? DurationSeconds,
    string? ContentType,
    long? ContentLength,
    RecordingUploadResponse? Upload)
{
    public static RecordedEpisodeResponse From(EpisodeState episode, RecordingUploadResponse? upload, DateTimeOffset now) => new(
        episode.Show,
        episode.Id,
        episode.Title,
        episode.Description,
        DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
        episode.StateAt(now),
        episode.Recording?.Status ?? Transcoding.RecordingStatus.Ready,
        episode.Recording?.Reason,
        episode.Audio?.DurationSeconds,
        episode.Audio?.ContentType,
        episode.Audio?.ContentLength,
        upload);

    public static ApiResult Respond(int status, EpisodeState episode, RecordingUploadResponse? upload, DateTimeOffset now) =>
        new(status, From(episode, upload, now)) { ETag = Preconditions.ETag(episode.Version) };
}
