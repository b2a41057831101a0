using System.Buffers.Binary;
using System.Text;

namespace Podcast.Functions.Transcoding;

/// <summary>
/// The chapters of an M4A, from the box <c>chpl</c> in the user data of its movie (https://mp4v2.org/mpeg4/nero-chapters, ISO 14496-12 for boxes): what ffmpeg, Audacity and
/// Auphonic write. A movie that is damaged has no chapters. <see cref="Mp4ChapterTrack"/> reads those of a track.
/// </summary>
internal static class Mp4Chapters
{
    /// <summary>What the beginning of a box says of it takes so many bytes at most.</summary>
    public const int HeaderLength = 16;

    /// <summary>A larger movie is not read: the tables of ten hours of audio are smaller.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>What is uploaded is no longer; a box that ends behind it is damaged.</summary>
    public const long MaxFileLength = 5L * 1024 * 1024 * 1024;

    /// <summary>Chapters are counted in a byte, and begin at multiples of 100 ns.</summary>
    private const decimal UnitsOfSecond = 10_000_000m;
    private const ulong MaxStart = 360_000UL * 10_000_000UL;

    /// <param name="header">The first bytes of a box.</param>
    /// <returns>Whether the box is the movie, where its content begins, and its length with the header; null when it is none, or reaches to the end of the file.</returns>
    public static (bool IsMovie, int Content, long Length)? ReadHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length < 8)
        {
            return null;
        }

        var isMovie = header[4..8].SequenceEqual("moov"u8);
        return BinaryPrimitives.ReadUInt32BigEndian(header) switch
        {
            1 when header.Length >= HeaderLength && BinaryPrimitives.ReadUInt64BigEndian(header[8..]) is >= HeaderLength and <= MaxFileLength and var length => (isMovie, HeaderLength, (long)length),
            >= 8 and var length => (isMovie, 8, length),
            _ => null,
        };
    }

    /// <param name="movie">The content of the box <c>moov</c>.</param>
    /// <returns>JSON chapters; null when there are none.</returns>
    public static byte[]? Read(ReadOnlySpan<byte> movie) =>
        Mp4Box.Find(Mp4Box.Find(movie, "udta"u8), "chpl"u8) is { IsEmpty: false } list ? JsonChapters.Write(ReadList(list)) : null;

    private static List<ChapterMark> ReadList(ReadOnlySpan<byte> list)
    {
        var chapters = new List<ChapterMark>();

        // A version and flags; version 1 has four bytes more, and then their number.
        var count = list[0] == 0 ? 4 : 8;
        if (count >= list.Length)
        {
            return chapters;
        }

        var rest = list[(count + 1)..];
        for (var left = list[count]; left > 0; left--)
        {
            if (rest.Length < 9 || rest.Length < 9 + rest[8] || BinaryPrimitives.ReadUInt64BigEndian(rest) is not (<= MaxStart and var start))
            {
                return [];
            }

            var title = Encoding.UTF8.GetString(rest.Slice(9, rest[8])).Trim('\0', ' ', '\t', '\r', '\n');
            chapters.Add(new(start / UnitsOfSecond, null, title.Length == 0 ? null : title));
            rest = rest[(9 + rest[8])..];
        }

        return chapters;
    }
}
