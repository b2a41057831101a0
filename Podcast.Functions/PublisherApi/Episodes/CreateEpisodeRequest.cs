namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>Body of <c>POST /shows/{show}/episodes</c>. What is missing or wrong, <see cref="EpisodeEndpoints"/> says.</summary>
internal sealed record CreateEpisodeRequest
{
    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public decimal? DurationSeconds { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public long? ContentLength { get; init; }

    /// <summary>A recording to be uploaded and transcoded, in place of audio that is uploaded as it is.</summary>
    public RecordingRequest? Recording { get; init; }

    /// <summary>When the feed starts to list the episode; now, when missing.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary><c>draft</c>, or <c>published</c>, when missing, from <see cref="PublishedAt"/> on.</summary>
    public string? State { get; init; }
}
