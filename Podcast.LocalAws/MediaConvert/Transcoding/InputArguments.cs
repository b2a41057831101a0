namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>
/// What every run gets before its input: no protocol that reaches a network, no format that names other files (a playlist, say, could name this
/// machine's own), bounded allocations.
/// </summary>
internal static class InputArguments
{
    public const string Protocols = "file,pipe";

    private const string Formats = "wav,w64,aiff,flac,mp3,aac,ogg,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts";
    private const string LargestAllocation = "268435456";

    public static IEnumerable<string> Of(string path) =>
        ["-max_alloc", LargestAllocation, "-protocol_whitelist", Protocols, "-format_whitelist", Formats, "-i", path];
}
