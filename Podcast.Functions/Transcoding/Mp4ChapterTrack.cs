using System.Buffers.Binary;
using System.Text;

namespace Podcast.Functions.Transcoding;

/// <summary>
/// The chapters of an M4A whose audio refers to a text track by <c>tref</c> and <c>chap</c>
/// (https://developer.apple.com/documentation/quicktime-file-format/chapter_lists): what Apple's tools and ffmpeg write. The movie says when chapters begin and where
/// their titles are; the titles stand among the audio. A track that is damaged has no chapters, or those in front of the damage.
/// </summary>
internal static class Mp4ChapterTrack
{
    /// <summary>Chapters behind these are left out: each may cost a read.</summary>
    public const int MaxChapters = 256;

    /// <summary>What is read at once, when titles stand close to each other.</summary>
    public const int MaxReadLength = 64 * 1024;

    /// <summary>A longer title ends here.</summary>
    private const int MaxSampleLength = 1024;

    /// <summary>How many tracks a track may refer to; it is one of text, and one of pictures perhaps.</summary>
    private const int MaxReferences = 16;

    private const decimal MaxStart = 360_000m;

    /// <param name="movie">The content of the box <c>moov</c>.</param>
    /// <returns>The chapters in their order; none when there is no such track.</returns>
    public static IReadOnlyList<Mp4ChapterSample> Find(ReadOnlySpan<byte> movie)
    {
        var track = FindTrack(movie, FindReferences(movie));
        var media = Mp4Box.Find(track, "mdia"u8);
        var table = Mp4Box.Find(Mp4Box.Find(media, "minf"u8), "stbl"u8);
        if (ReadTimeScale(Mp4Box.Find(media, "mdhd"u8)) is not (> 0 and var timeScale))
        {
            return [];
        }

        var samples = FindSamples(table);
        var times = Mp4Box.Find(table, "stts"u8);
        var delay = ReadDelay(Mp4Box.Find(Mp4Box.Find(track, "edts"u8), "elst"u8), timeScale, ReadTimeScale(Mp4Box.Find(movie, "mvhd"u8)));
        var chapters = new List<Mp4ChapterSample>(samples.Count);
        var (entry, left, begin) = (0, 0u, 0UL);
        foreach (var (offset, length) in samples)
        {
            while (left == 0 && entry < CountEntries(times, 4, 8))
            {
                left = BinaryPrimitives.ReadUInt32BigEndian(times[(8 + (8 * entry++))..]);
            }

            if (left == 0)
            {
                break;
            }

            var duration = BinaryPrimitives.ReadUInt32BigEndian(times[(4 + (8 * entry))..]);
            left--;
            if (ToSeconds(begin) is not (<= MaxStart and var start))
            {
                break;
            }

            begin += duration;
            chapters.Add(new(start, ToSeconds(begin), offset, length));
        }

        return chapters;

        decimal ToSeconds(ulong time) => Math.Round(Math.Max(0, ((decimal)time / timeScale) + delay), 3);
    }

    /// <summary>Joins the samples into ranges of the file, so that those that stand close to each other are one read.</summary>
    /// <returns>Each range with the numbers of the samples that are in it.</returns>
    public static IEnumerable<(long Offset, int Length, IReadOnlyList<int> Samples)> JoinRanges(IReadOnlyList<Mp4ChapterSample> samples)
    {
        var numbers = new List<int>();
        foreach (var number in Enumerable.Range(0, samples.Count).OrderBy(number => samples[number].Offset))
        {
            if (numbers.Count > 0 && samples[number].Offset + samples[number].Length - samples[numbers[0]].Offset > MaxReadLength)
            {
                yield return Join();
                numbers = [];
            }

            numbers.Add(number);
        }

        if (numbers.Count > 0)
        {
            yield return Join();
        }

        (long Offset, int Length, IReadOnlyList<int> Samples) Join()
        {
            var offset = samples[numbers[0]].Offset;
            return (offset, (int)(numbers.Max(number => samples[number].Offset + samples[number].Length) - offset), numbers);
        }
    }

    /// <param name="sample">A length in two bytes and so much text, in UTF-8 or, behind a byte order mark, UTF-16; what comes behind it is style.</param>
    /// <returns>Null when there is none.</returns>
    public static string? ReadTitle(ReadOnlySpan<byte> sample)
    {
        if (sample.Length < 2)
        {
            return null;
        }

        var text = sample.Slice(2, Math.Min(BinaryPrimitives.ReadUInt16BigEndian(sample), sample.Length - 2));
        var title = text switch
        {
            [0xFE, 0xFF, .. var big] => Encoding.BigEndianUnicode.GetString(big),
            [0xFF, 0xFE, .. var little] => Encoding.Unicode.GetString(little),
            [0xEF, 0xBB, 0xBF, .. var utf8] => Encoding.UTF8.GetString(utf8),
            _ => Encoding.UTF8.GetString(text),
        };
        return title.Trim('\0', ' ', '\t', '\r', '\n', '\uFFFD') is { Length: > 0 } trimmed ? trimmed : null;
    }

    private static List<uint> FindReferences(ReadOnlySpan<byte> movie)
    {
        var tracks = new List<uint>();
        while (Mp4Box.TryRead(ref movie, out var name, out var content))
        {
            var references = name.SequenceEqual("trak"u8) ? Mp4Box.Find(Mp4Box.Find(content, "tref"u8), "chap"u8) : default;
            for (; references.Length >= 4 && tracks.Count < MaxReferences; references = references[4..])
            {
                tracks.Add(BinaryPrimitives.ReadUInt32BigEndian(references));
            }
        }

        return tracks;
    }

    /// <returns>The content of the first track of text that is referred to; empty when there is none.</returns>
    private static ReadOnlySpan<byte> FindTrack(ReadOnlySpan<byte> movie, List<uint> references)
    {
        while (references.Count > 0 && Mp4Box.TryRead(ref movie, out var name, out var content))
        {
            if (name.SequenceEqual("trak"u8) && ReadTrackId(Mp4Box.Find(content, "tkhd"u8)) is { } id && references.Contains(id)
                && Mp4Box.Find(Mp4Box.Find(content, "mdia"u8), "hdlr"u8) is { Length: >= 12 } handler
                && (handler[8..12].SequenceEqual("text"u8) || handler[8..12].SequenceEqual("sbtl"u8)))
            {
                return content;
            }
        }

        return default;
    }

    // Behind version and flags are two times, which have eight bytes each in version 1; it is the same in the two below.
    private static uint? ReadTrackId(ReadOnlySpan<byte> header) => ReadBehindTimes(header);

    private static uint ReadTimeScale(ReadOnlySpan<byte> header) => ReadBehindTimes(header) ?? 0;

    private static uint? ReadBehindTimes(ReadOnlySpan<byte> header)
    {
        var offset = header is [1, ..] ? 20 : 12;
        return header.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32BigEndian(header[offset..]) : null;
    }

    /// <returns>Seconds from the movie's beginning to the track's: empty edits, and what the first edit leaves out.</returns>
    private static decimal ReadDelay(ReadOnlySpan<byte> edits, uint timeScale, uint movieTimeScale)
    {
        var delay = 0m;
        var length = edits is [1, ..] ? 20 : 12;
        for (var i = 0; i < Math.Min(MaxReferences, CountEntries(edits, 4, length)) && movieTimeScale > 0; i++)
        {
            var edit = edits[(8 + (length * i))..];
            var (duration, begin) = length == 20
                ? (BinaryPrimitives.ReadUInt64BigEndian(edit), BinaryPrimitives.ReadInt64BigEndian(edit[8..]))
                : (BinaryPrimitives.ReadUInt32BigEndian(edit), BinaryPrimitives.ReadInt32BigEndian(edit[4..]));
            if (begin != -1)
            {
                return delay - ((decimal)begin / timeScale);
            }

            delay += (decimal)duration / movieTimeScale;
        }

        return delay;
    }

    /// <returns>Where the samples are, at most <see cref="MaxChapters"/>: their lengths (<c>stsz</c>), in chunks (<c>stsc</c>) that begin somewhere (<c>stco</c>, <c>co64</c>).</returns>
    private static List<(long Offset, int Length)> FindSamples(ReadOnlySpan<byte> table)
    {
        var samples = new List<(long Offset, int Length)>();
        var sizes = Mp4Box.Find(table, "stsz"u8);
        var runs = Mp4Box.Find(table, "stsc"u8);
        var chunks = Mp4Box.Find(table, "stco"u8);
        var width = chunks.IsEmpty ? 8 : 4;
        chunks = chunks.IsEmpty ? Mp4Box.Find(table, "co64"u8) : chunks;
        if (sizes.Length < 12 || CountEntries(runs, 4, 12) is not (> 0 and var runCount))
        {
            return samples;
        }

        var common = BinaryPrimitives.ReadUInt32BigEndian(sizes[4..]);
        var count = Math.Min(MaxChapters, common == 0 ? CountEntries(sizes, 8, 4) : (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(sizes[8..]), MaxChapters));
        for (int chunk = 0, run = 0; chunk < CountEntries(chunks, 4, width) && samples.Count < count; chunk++)
        {
            while (run + 1 < runCount && BinaryPrimitives.ReadUInt32BigEndian(runs[(8 + (12 * (run + 1)))..]) <= chunk + 1)
            {
                run++;
            }

            var entry = chunks[(8 + (width * chunk))..];
            var offset = width == 8 ? BinaryPrimitives.ReadUInt64BigEndian(entry) : BinaryPrimitives.ReadUInt32BigEndian(entry);
            for (var left = BinaryPrimitives.ReadUInt32BigEndian(runs[(12 + (12 * run))..]); left > 0 && samples.Count < count; left--)
            {
                var size = common == 0 ? BinaryPrimitives.ReadUInt32BigEndian(sizes[(12 + (4 * samples.Count))..]) : common;
                if (offset > Mp4Chapters.MaxFileLength)
                {
                    return samples;
                }

                samples.Add(((long)offset, (int)Math.Min(size, MaxSampleLength)));
                offset += size;
            }
        }

        return samples;
    }

    /// <returns>How many entries a table states, as far as it has them.</returns>
    /// <param name="table">Version and flags in four bytes, further fields, the number of entries, and the entries.</param>
    /// <param name="countOffset">Where the number is.</param>
    /// <param name="entryLength">Bytes of an entry.</param>
    private static int CountEntries(ReadOnlySpan<byte> table, int countOffset, int entryLength) => table.Length < countOffset + 4
        ? 0
        : (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(table[countOffset..]), (table.Length - countOffset - 4) / entryLength);
}
