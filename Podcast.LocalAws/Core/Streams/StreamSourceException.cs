namespace Podcast.LocalAws.Core.Streams;

/// <summary>A stream cannot be read right now. Retry with a new iterator after a pause.</summary>
/// <param name="message">Why.</param>
/// <param name="isTrimmed">Whether the requested records are older than the stream keeps.</param>
/// <param name="isGone">Whether the stream or the shard does not exist, or not any more.</param>
internal sealed class StreamSourceException(string message, bool isTrimmed = false, bool isGone = false) : Exception(message)
{
    public bool IsTrimmed => isTrimmed;

    public bool IsGone => isGone;
}
