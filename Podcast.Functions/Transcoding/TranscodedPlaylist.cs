namespace Podcast.Functions.Transcoding;

/// <summary>The HLS playlist of a recording in the media bucket.</summary>
/// <param name="File">The file name within the episode's folder.</param>
/// <param name="ContentLength">Its exact length in bytes.</param>
internal sealed record TranscodedPlaylist(string File, long ContentLength);
