namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>Body of <c>POST /shows/{show}/episodes</c>. What is missing or wrong, <see cref="EpisodeEndpoints"/> says.</summary>
internal sealed record CreateEpisodeRequest : EpisodeFields
{
    public string? Id { get; init; }

    public decimal? DurationSeconds { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public long? ContentLength { get; init; }

    /// <summary>A recording to be uploaded and transcoded, in place of audio that is uploaded as it is.</summary>
    public RecordingRequest? Recording { get; init; }

    /// <summary>When the feed starts to list the episode, in RFC 3339; now, when missing.</summary>
    public string? PublishedAt { get; init; }

    /// <summary><c>draft</c>, or <c>published</c>, when missing, from <see cref="PublishedAt"/> on.</summary>
    public string? State { get; init; }
}
