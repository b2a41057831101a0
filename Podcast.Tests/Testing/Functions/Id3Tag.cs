using System.Buffers.Binary;
using System.Text;

namespace Podcast.Tests.Testing.Functions;

/// <summary>ID3 tags of version 2.3 and 2.4 with chapters: https://id3.org/id3v2-chapters-1.0.</summary>
internal static class Id3Tag
{
    public static byte[] Create(byte version, params byte[][] frames)
    {
        var content = frames.SelectMany(frame => frame).ToArray();
        return [.. "ID3"u8, version, 0, 0, .. Syncsafe(content.Length), .. content];
    }

    public static byte[] Frame(byte version, string id, byte[] content, byte flags = 0) =>
        [.. Encoding.ASCII.GetBytes(id), .. version == 4 ? Syncsafe(content.Length) : BigEndian((uint)content.Length), 0, flags, .. content];

    /// <param name="version">3 or 4.</param>
    /// <param name="start">Milliseconds.</param>
    /// <param name="end">Milliseconds.</param>
    /// <param name="title">The chapter's title.</param>
    public static byte[] Chapter(byte version, uint start, uint end, string title) => Chapter(version, start, end, [3, .. Encoding.UTF8.GetBytes(title)]);

    /// <summary>A chapter whose title is given with its encoding.</summary>
    public static byte[] Chapter(byte version, uint start, uint end, byte[] title) => Frame(version, "CHAP", ChapterContent(version, start, end, title));

    // No place in the file is known, which four bytes of 0xFF say.
    public static byte[] ChapterContent(byte version, uint start, uint end, byte[] title) =>
        [.. "c\0"u8, .. BigEndian(start), .. BigEndian(end), .. BigEndian(uint.MaxValue), .. BigEndian(uint.MaxValue), .. Frame(version, "TIT2", title)];

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Syncsafe(int value) => [(byte)(value >> 21), (byte)((value >> 14) & 0x7F), (byte)((value >> 7) & 0x7F), (byte)(value & 0x7F)];
}
