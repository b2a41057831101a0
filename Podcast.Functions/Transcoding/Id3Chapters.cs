using System.Buffers.Binary;
using System.Text;

namespace Podcast.Functions.Transcoding;

/// <summary>
/// The chapters of an MP3, from the CHAP frames of its ID3 tag (https://id3.org/id3v2-chapters-1.0, https://id3.org/id3v2.3.0). A tag that is damaged has no
/// chapters.
/// </summary>
internal static class Id3Chapters
{
    /// <summary>A larger tag is not read: pictures are larger than chapters, and some files state any length.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const int HeaderLength = 10;
    private const int MaxChapters = 1000;
    private const int FrameHeaderLength = 10;

    /// <param name="start">The first bytes of a file.</param>
    /// <returns>The length of its tag with the header; null when there is none that is read.</returns>
    public static int? FindLength(ReadOnlySpan<byte> start) =>
        Mp3Header.TagLength(start) is > 0 and <= MaxLength and var length && start[3] is 3 or 4 ? (int)length : null;

    /// <param name="tag">The whole tag.</param>
    /// <returns>JSON chapters; null when there are none.</returns>
    public static byte[]? Read(ReadOnlySpan<byte> tag)
    {
        if (FindLength(tag) is not { } length || tag.Length < length)
        {
            return null;
        }

        var (version, flags) = (tag[3], tag[5]);
        var frames = tag[HeaderLength..length];
        if ((flags & 0x80) != 0 && version == 3)
        {
            frames = RemoveUnsynchronisation(frames);
        }

        if ((flags & 0x40) != 0)
        {
            var extended = frames.Length < 4 ? 0 : version == 4 ? Syncsafe(frames) : 4 + (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(frames), MaxLength);
            frames = frames[Math.Min(extended, frames.Length)..];
        }

        var chapters = new List<ChapterMark>();
        while (TryReadFrame(ref frames, version, out var id, out var content) && chapters.Count < MaxChapters)
        {
            if (id.SequenceEqual("CHAP"u8) && ReadChapter(content, version) is { } chapter)
            {
                chapters.Add(chapter);
            }
        }

        return JsonChapters.Write(chapters);
    }

    private static ChapterMark? ReadChapter(ReadOnlySpan<byte> content, byte version)
    {
        // An id that ends with a zero, two times, two places in the file.
        if (content.IndexOf((byte)0) is not (>= 0 and var end) || content.Length < end + 17)
        {
            return null;
        }

        var (start, stop) = (BinaryPrimitives.ReadUInt32BigEndian(content[(end + 1)..]), BinaryPrimitives.ReadUInt32BigEndian(content[(end + 5)..]));
        var frames = content[(end + 17)..];
        string? title = null;
        while (title is null && TryReadFrame(ref frames, version, out var id, out var text))
        {
            title = id.SequenceEqual("TIT2"u8) ? ReadText(text) : null;
        }

        return new(start / 1000m, stop / 1000m, title);
    }

    private static bool TryReadFrame(ref ReadOnlySpan<byte> frames, byte version, out ReadOnlySpan<byte> id, out ReadOnlySpan<byte> content)
    {
        id = content = default;
        if (frames.Length < FrameHeaderLength || frames[0] == 0)
        {
            return false;
        }

        var size = version == 4 ? (uint)Syncsafe(frames[4..]) : BinaryPrimitives.ReadUInt32BigEndian(frames[4..]);
        if (size > frames.Length - FrameHeaderLength)
        {
            return false;
        }

        id = frames[..4];
        content = frames.Slice(FrameHeaderLength, (int)size);
        if (version == 4 && (frames[9] & 0x02) != 0)
        {
            // In version 4 each frame for itself; its own length may stand in front.
            content = RemoveUnsynchronisation(content[((frames[9] & 0x01) != 0 && size >= 4 ? 4 : 0)..]);
        }

        frames = frames[(FrameHeaderLength + (int)size)..];
        return true;
    }

    private static string? ReadText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        var encoding = text[0] switch
        {
            0 => Encoding.Latin1,
            1 when text[1..].StartsWith<byte>([0xFF, 0xFE]) => Encoding.Unicode,
            1 or 2 => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        return encoding.GetString(text[1..]).TrimStart('\uFEFF').Split('\0')[0].Trim() is { Length: > 0 } title ? title : null;
    }

    private static byte[] RemoveUnsynchronisation(ReadOnlySpan<byte> frames)
    {
        var bytes = new List<byte>(frames.Length);
        for (var i = 0; i < frames.Length; i++)
        {
            bytes.Add(frames[i]);
            i += frames[i] == 0xFF && i + 1 < frames.Length && frames[i + 1] == 0 ? 1 : 0;
        }

        return [.. bytes];
    }

    // Four bytes of seven bits.
    private static int Syncsafe(ReadOnlySpan<byte> bytes) =>
        ((bytes[0] & 0x7F) << 21) | ((bytes[1] & 0x7F) << 14) | ((bytes[2] & 0x7F) << 7) | (bytes[3] & 0x7F);
}
