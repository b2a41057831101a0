using System.Globalization;
using System.Text;

namespace Podcast.Functions.DownloadCounter;

/// <summary>Which bytes of a file a listener has got, in any order and however often: adding the same again changes nothing.</summary>
internal sealed class ByteRanges
{
    // What a minute of audio arrives in; a player that asks for a thousand pieces has them beside each other.
    private const int MostRanges = 100;

    private readonly List<(long Start, long End)> _ranges = [];

    /// <summary>The number of bytes.</summary>
    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var (start, end) in _ranges)
            {
                total += end - start;
            }

            return total;
        }
    }

    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte after the last.</param>
    public void Add(long start, long end)
    {
        if (start >= end)
        {
            return;
        }

        var first = 0;
        while (first < _ranges.Count && _ranges[first].End < start)
        {
            first++;
        }

        var after = first;
        while (after < _ranges.Count && _ranges[after].Start <= end)
        {
            (start, end) = (Math.Min(start, _ranges[after].Start), Math.Max(end, _ranges[after].End));
            after++;
        }

        if (after == first && _ranges.Count == MostRanges)
        {
            // Rather a download too few than one too many.
            return;
        }

        _ranges.RemoveRange(first, after - first);
        _ranges.Insert(first, (start, end));
    }

    public void Add(ByteRanges others)
    {
        foreach (var (start, end) in others._ranges)
        {
            Add(start, end);
        }
    }

    /// <summary>Such as <c>0-1000,5000-6000</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (start, end) in _ranges)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{start}-{end}");
        }

        return text.ToString();
    }

    public static ByteRanges Parse(ReadOnlySpan<char> text)
    {
        var ranges = new ByteRanges();
        foreach (var part in text.Split(','))
        {
            var range = text[part];
            var dash = range.IndexOf('-');
            if (dash > 0)
            {
                ranges.Add(long.Parse(range[..dash], CultureInfo.InvariantCulture), long.Parse(range[(dash + 1)..], CultureInfo.InvariantCulture));
            }
        }

        return ranges;
    }
}
