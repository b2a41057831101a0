namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>A recording that shall be uploaded and transcoded.</summary>
internal sealed record RecordingRequest
{
    /// <summary>Bytes.</summary>
    public long? ContentLength { get; init; }
}
