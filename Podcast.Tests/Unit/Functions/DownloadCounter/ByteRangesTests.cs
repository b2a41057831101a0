using CsCheck;
using Podcast.Functions.DownloadCounter;

namespace Podcast.Tests.Unit.Functions.DownloadCounter;

public sealed class ByteRangesTests
{
    private static readonly Gen<(int Start, int End)[]> Ranges = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60]).Array[0, 20];

    [Fact]
    public void Total_OfRanges_IsTheNumberOfDifferentBytes() => Ranges.Sample(ranges =>
    {
        var added = Add(ranges);
        return added.Total == ranges.SelectMany(range => Enumerable.Range(range.Start, Math.Max(0, range.End - range.Start))).Distinct().Count();
    });

    [Fact]
    public void Add_InAnyOrderAndTwice_MakesTheSame() => Ranges.Sample(ranges =>
        Add(ranges).ToString() == Add([.. ranges.Reverse(), .. ranges]).ToString());

    [Fact]
    public void Parse_OfWrittenRanges_IsTheSame() => Ranges.Sample(ranges => ByteRanges.Parse(Add(ranges).ToString()).ToString() == Add(ranges).ToString());

    [Fact]
    public void Add_MoreThanAHundredPieces_DropsTheRest()
    {
        var ranges = Add([.. Enumerable.Range(0, 150).Select(piece => (piece * 10, (piece * 10) + 1))]);
        Assert.Equal(100, ranges.Total);

        // What closes gaps needs no room.
        ranges.Add(0, 1000);
        Assert.Equal(1000, ranges.Total);
    }

    private static ByteRanges Add((int Start, int End)[] ranges)
    {
        var added = new ByteRanges();
        foreach (var (start, end) in ranges)
        {
            added.Add(start, end);
        }

        return added;
    }
}
