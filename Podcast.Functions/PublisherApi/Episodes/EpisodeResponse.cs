using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>An episode whose audio is uploaded as it shall be heard.</summary>
internal sealed record EpisodeResponse : EpisodeFields
{
    public required string Show { get; init; }

    public required string Id { get; init; }

    public required decimal DurationSeconds { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long ContentLength { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>One of <see cref="Publication"/>.</summary>
    public required string State { get; init; }

    public required UploadResponse Upload { get; init; }

    public static EpisodeResponse From(EpisodeState episode, Episode audio, UploadResponse upload, DateTimeOffset now) => Fill(
        new EpisodeResponse
        {
            Show = episode.Show,
            Id = episode.Id,
            DurationSeconds = audio.DurationSeconds,
            ContentType = audio.ContentType,
            ContentLength = audio.ContentLength,
            PublishedAt = DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
            State = episode.StateAt(now),
            Upload = upload,
        },
        episode);
}
