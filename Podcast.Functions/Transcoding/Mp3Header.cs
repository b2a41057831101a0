using System.Buffers.Binary;

namespace Podcast.Functions.Transcoding;

/// <summary>What an MP3 file says of its own length.</summary>
internal static class Mp3Header
{
    private const int TagHeaderLength = 10;
    private const int HasFrames = 1;
    private const int HasBytes = 2;

    /// <summary>How long the ID3 tag in front is, in bytes: https://id3.org/id3v2.4.0-structure. 0 without one.</summary>
    public static long TagLength(ReadOnlySpan<byte> start)
    {
        if (start.Length < TagHeaderLength || !start.StartsWith("ID3"u8))
        {
            return 0;
        }

        // Seven bits of each byte.
        var size = ((start[6] & 0x7F) << 21) | ((start[7] & 0x7F) << 14) | ((start[8] & 0x7F) << 7) | (start[9] & 0x7F);
        var hasFooter = (start[5] & 0x10) != 0;
        return TagHeaderLength + size + (hasFooter ? TagHeaderLength : 0);
    }

    /// <summary>
    /// How many bytes of audio the Xing or Info header in the first frame promises: http://gabriel.mp3-tech.org/mp3infotag.html. Null without one.
    /// </summary>
    public static long? PromisedLength(ReadOnlySpan<byte> frame)
    {
        var at = frame.IndexOf("Xing"u8) is >= 0 and var xing ? xing : frame.IndexOf("Info"u8);
        if (at < 0 || frame.Length < at + 16)
        {
            return null;
        }

        var header = frame[at..];
        var flags = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        return (flags & HasBytes) == 0 ? null : BinaryPrimitives.ReadUInt32BigEndian(header[((flags & HasFrames) == 0 ? 8 : 12)..]);
    }
}
