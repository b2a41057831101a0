using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// An episode, its <see cref="Publication"/> as <c>State</c>, and how far its latest recording is: <c>Status</c> is one of <see cref="Transcoding.RecordingStatus"/>, <c>Reason</c> says why it
/// failed or waits for another try. The audio's members are there once the feed lists it.
/// </summary>
internal sealed record RecordedEpisodeResponse : EpisodeFields
{
    public required string Show { get; init; }

    public required string Id { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required string State { get; init; }

    public required string Status { get; init; }

    public string? Reason { get; init; }

    public decimal? DurationSeconds { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The path of the episode's own artwork at the distribution; null when it has none.</summary>
    public string? Artwork { get; init; }

    /// <summary>Where the chapters come from: <c>uploaded</c> by the publisher, or the <c>recording</c>; null for none.</summary>
    public string? Chapters { get; init; }

    public IReadOnlyList<TranscriptResponse>? Transcripts { get; init; }

    public RecordingUploadResponse? Upload { get; init; }

    public static RecordedEpisodeResponse From(EpisodeState episode, RecordingUploadResponse? upload, DateTimeOffset now) => Fill(
        new RecordedEpisodeResponse
        {
            Show = episode.Show,
            Id = episode.Id,
            PublishedAt = DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
            State = episode.StateAt(now),
            Status = episode.Recording?.Status ?? Transcoding.RecordingStatus.Ready,
            Reason = episode.Recording?.Reason,
            DurationSeconds = episode.Audio?.DurationSeconds,
            ContentType = episode.Audio?.ContentType,
            ContentLength = episode.Audio?.ContentLength,
            Artwork = episode.Details.Artwork is { } artwork ? "/artwork/" + artwork : null,
            Chapters = episode.Details.Chapters is not null ? "uploaded" : episode.Audio?.AudioChapters is not null ? "recording" : null,
            Transcripts = episode.Details.Transcripts.Count == 0
                ? null
                : [.. episode.Details.Transcripts.Select(transcript => new TranscriptResponse(transcript.Language, transcript.ContentType))],
            Upload = upload,
        },
        episode);

    public static ApiResult Respond(int status, EpisodeState episode, RecordingUploadResponse? upload, DateTimeOffset now) =>
        new(status, From(episode, upload, now)) { ETag = Preconditions.ETag(episode.Version) };
}
