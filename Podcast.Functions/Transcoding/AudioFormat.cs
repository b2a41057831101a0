namespace Podcast.Functions.Transcoding;

/// <summary>A kind of audio.</summary>
/// <param name="ContentType">As feeds write it.</param>
/// <param name="Extension">The ending of its files, with the dot.</param>
/// <param name="Name">What <see cref="AudioSniffer"/> calls it.</param>
internal sealed record AudioFormat(string ContentType, string Extension, string Name)
{
    /// <summary>Whether a file begins like this kind of audio.</summary>
    public bool Begins(ReadOnlySpan<byte> start) => Name switch
    {
        // Vorbis and FLAC as well, which the transcoder does not take.
        "Ogg" => start.StartsWith("OggS"u8),
        // A tag may stand before any of the three; the sniffer takes all of them for MP3.
        "AAC" or "FLAC" when start.StartsWith("ID3"u8) => true,
        _ => AudioSniffer.FindFormat(start) == Name,
    };
}
