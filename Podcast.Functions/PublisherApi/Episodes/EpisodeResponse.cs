using Podcast.Functions.Catalog;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>An episode whose audio is uploaded as it is to be heard: the audio's members are what the publisher states of it.</summary>
internal sealed record EpisodeResponse(
    string Show,
    string Id,
    string Title,
    string Description,
    decimal DurationSeconds,
    string ContentType,
    long ContentLength,
    DateTimeOffset PublishedAt,
    string State,
    string Status,
    UploadResponse Upload)
{
    public static EpisodeResponse From(EpisodeState episode, UploadResponse upload, DateTimeOffset now) => new(
        episode.Show,
        episode.Id,
        episode.Title,
        episode.Description,
        episode.Recording!.StatedSeconds,
        episode.Recording.StatedType!,
        episode.Recording.Size,
        DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
        episode.StateAt(now),
        RecordingStatus.AwaitingUpload,
        upload);
}
