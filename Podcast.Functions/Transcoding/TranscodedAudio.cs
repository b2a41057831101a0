namespace Podcast.Functions.Transcoding;

/// <summary>The audio of a recording in the media bucket.</summary>
/// <param name="File">The file name within the episode's folder.</param>
/// <param name="ContentLength">Its exact length in bytes.</param>
/// <param name="DurationSeconds">Its duration, to the millisecond.</param>
/// <param name="ContentType">Such as <c>audio/mpeg</c>.</param>
internal sealed record TranscodedAudio(string File, long ContentLength, decimal DurationSeconds, string ContentType)
{
    /// <summary>What the transcoder makes.</summary>
    public const string TranscodedType = "audio/mpeg";

    /// <summary>The HLS playlist; null when there is none.</summary>
    public TranscodedPlaylist? Playlist { get; init; }

    /// <summary>The file name of the chapters that were found in the recording; null for none.</summary>
    public string? Chapters { get; init; }
}
