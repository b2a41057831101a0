using Podcast.Functions.Catalog;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>An episode whose audio is uploaded in its final form: the publisher states what the members about the audio say.</summary>
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

    /// <summary>One of <see cref="RecordingStatus"/>.</summary>
    public required string Status { get; init; }

    public required UploadResponse Upload { get; init; }

    public static EpisodeResponse From(EpisodeState episode, UploadResponse upload, DateTimeOffset now) => Fill(
        new EpisodeResponse
        {
            Show = episode.Show,
            Id = episode.Id,
            DurationSeconds = episode.Recording!.StatedSeconds,
            ContentType = episode.Recording.StatedType!,
            ContentLength = episode.Recording.Size,
            PublishedAt = DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
            State = episode.StateAt(now),
            Status = RecordingStatus.AwaitingUpload,
            Upload = upload,
        },
        episode);
}
