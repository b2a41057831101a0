namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>Which bytes of an object are there: ranges that neither touch nor overlap, in order.</summary>
internal sealed class RangeSet
{
    private readonly List<(long Start, long End)> _ranges = [];

    /// <summary>Adds the bytes from <paramref name="start"/> up to, and without, <paramref name="end"/>.</summary>
    public void Add(long start, long end)
    {
        if (start >= end)
        {
            return;
        }

        var first = _ranges.FindIndex(range => range.End >= start);
        if (first < 0)
        {
            _ranges.Add((start, end));
            return;
        }

        var last = _ranges.FindLastIndex(range => range.Start <= end);
        if (last >= first)
        {
            (start, end) = (Math.Min(start, _ranges[first].Start), Math.Max(end, _ranges[last].End));
            _ranges.RemoveRange(first, last - first + 1);
        }

        _ranges.Insert(first, (start, end));
    }

    /// <summary>How many bytes are there from an offset on without a gap.</summary>
    public long CountFrom(long offset)
    {
        foreach (var (start, end) in _ranges)
        {
            if (start <= offset && offset < end)
            {
                return end - offset;
            }
        }

        return 0;
    }
}
