using System.Buffers.Binary;
using System.Text;

namespace Podcast.Tests.Unit.Functions.Transcoding;

/// <summary>An M4A as Apple's tools write it: audio that refers to a text track, whose titles stand among the audio.</summary>
internal static class Mp4File
{
    private const int TimeScale = 600;

    /// <summary>A file with the movie behind the audio, and <paramref name="gap"/> bytes of audio behind each title.</summary>
    /// <param name="chapters">Milliseconds and the bytes of a sample.</param>
    /// <param name="gap">Bytes.</param>
    /// <param name="isLong">Writes times and places of 64 bits.</param>
    /// <param name="edits">The edit list of the text track; empty for none.</param>
    public static byte[] Create((int Milliseconds, byte[] Sample)[] chapters, int gap = 100, bool isLong = false, byte[]? edits = null)
    {
        var begin = Box("ftyp", Encoding.ASCII.GetBytes("M4A \0\0\0\0isom"));
        var content = new List<byte>();
        var offsets = new List<byte>();
        foreach (var (_, sample) in chapters)
        {
            var place = begin.Length + 8 + content.Count;
            offsets.AddRange(isLong ? UInt64((ulong)place) : UInt32((uint)place));
            content.AddRange(sample);
            content.AddRange(new byte[gap]);
        }

        byte[] times = [.. chapters.SelectMany(chapter => (byte[])[.. UInt32(1), .. UInt32((uint)(chapter.Milliseconds * TimeScale / 1000))])];
        var table = Box(
            "stbl",
            [
                .. Table("stts", chapters.Length, times),
                .. Table("stsc", 1, [.. UInt32(1), .. UInt32(1), .. UInt32(1)]),
                .. Box("stsz", [.. UInt32(0), .. UInt32(0), .. UInt32((uint)chapters.Length), .. chapters.SelectMany(chapter => UInt32((uint)chapter.Sample.Length))]),
                .. Table(isLong ? "co64" : "stco", chapters.Length, [.. offsets]),
            ]);
        var audio = Box("trak", [.. Header("tkhd", 1, isLong), .. Box("tref", Box("chap", [.. UInt32(7), .. UInt32(2)])), .. Box("mdia", Handler("soun"))]);
        var text = Box(
            "trak",
            [
                .. Header("tkhd", 2, isLong),
                .. edits is null ? [] : Box("edts", Box("elst", edits)),
                .. Box("mdia", [.. Header("mdhd", TimeScale, isLong), .. Handler("text"), .. Box("minf", table)]),
            ]);
        return [.. begin, .. Box("mdat", [.. content]), .. Box("moov", [.. Header("mvhd", 1000, isLong), .. audio, .. text])];
    }

    /// <summary>A sample with a title in UTF-8.</summary>
    public static byte[] Sample(string title) => Sample(Encoding.UTF8.GetBytes(title));

    public static byte[] Sample(byte[] title) => [(byte)(title.Length >> 8), (byte)title.Length, .. title, .. Box("encd", [0, 0, 1, 0])];

    /// <summary>An edit list of version 0 with the given edits: milliseconds, and where they begin in units of the track; -1 for an empty one.</summary>
    public static byte[] Edits(params (int Milliseconds, int Begin)[] edits) =>
        [.. UInt32(0), .. UInt32((uint)edits.Length), .. edits.SelectMany(edit => (byte[])[.. UInt32((uint)edit.Milliseconds), .. UInt32((uint)edit.Begin), 0, 1, 0, 0])];

    public static byte[] Box(string name, byte[] content) => [.. UInt32((uint)content.Length + 8), .. Encoding.ASCII.GetBytes(name), .. content];

    // A track's id, or a time scale, behind two times.
    private static byte[] Header(string name, uint value, bool isLong) =>
        Box(name, [isLong ? (byte)1 : (byte)0, 0, 0, 0, .. new byte[isLong ? 16 : 8], .. UInt32(value), .. new byte[12]]);

    private static byte[] Handler(string type) => Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(type), .. new byte[12]]);

    private static byte[] Table(string name, int count, byte[] entries) => Box(name, [.. UInt32(0), .. UInt32((uint)count), .. entries]);

    private static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] UInt64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
