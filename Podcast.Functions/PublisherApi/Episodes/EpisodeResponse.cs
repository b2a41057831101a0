using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Episodes;

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
    UploadResponse Upload)
{
    public static EpisodeResponse From(Episode episode, UploadResponse upload, DateTimeOffset now) => new(
        episode.Show,
        episode.Id,
        episode.Title,
        episode.Description,
        episode.DurationSeconds,
        episode.ContentType,
        episode.ContentLength,
        DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
        Publication.At(episode.Publication, episode.PublishedAt, now),
        upload);
}
