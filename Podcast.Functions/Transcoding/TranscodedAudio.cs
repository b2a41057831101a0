namespace Podcast.Functions.Transcoding;

/// <summary>What a feed says of an episode's audio.</summary>
/// <param name="File">The enclosure's file name.</param>
/// <param name="ContentLength">Its exact length in bytes.</param>
/// <param name="DurationSeconds">Its duration, to the millisecond.</param>
/// <param name="Playlist">The file name of the HLS playlist; null when there is none.</param>
/// <param name="PlaylistLength">The length of the playlist in bytes.</param>
internal sealed record TranscodedAudio(string File, long ContentLength, decimal DurationSeconds, string? Playlist, long? PlaylistLength)
{
    public const string ContentType = "audio/mpeg";
}
