using CsCheck;
using Podcast.LocalAws.Core;

namespace Podcast.Tests.Unit.LocalAws.Core;

public sealed class ByteRangeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=5-2")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=+1-2")]
    [InlineData("items=0-1")]
    public void Parse_NotASingleRange_IsIgnored(string? header) => Assert.Null(ByteRange.Parse(header, 10));

    [Theory]
    [InlineData("bytes=10-", 10)]
    [InlineData("bytes=10-20", 10)]
    [InlineData("bytes=-0", 10)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-5", 0)]
    [InlineData("bytes=99999999999999999999-", 10)]
    public void Parse_OutsideOfTheObject_IsNotSatisfiable(string header, long size) =>
        Assert.False(Assert.NotNull(ByteRange.Parse(header, size)).IsSatisfiable);

    [Fact]
    public void Parse_AnyRange_IsThatPartOfTheObject() => Gen.Select(Gen.Long[0, 40], Gen.Long[0, 40], Gen.Long[0, 40], Gen.Int[0, 2]).Sample((first, last, size, form) =>
    {
        var bytes = Enumerable.Range(0, (int)size).Select(value => (long)value);
        var (header, expected) = form switch
        {
            0 => ($"bytes={first}-{last}", bytes.Where(value => value >= first && value <= last)),
            1 => ($"bytes={first}-", bytes.Where(value => value >= first)),
            _ => ($"bytes=-{last}", bytes.Where(value => value >= size - last)),
        };

        var range = ByteRange.Parse(header, size);

        return form == 0 && last < first
            ? range is null
            : range is { } part && expected.SequenceEqual(Enumerable.Range(0, (int)part.Length).Select(value => value + part.Offset));
    });

    [Fact]
    public void Parse_AnyText_StaysInTheObject() => Gen.Select(Gen.String[Gen.OneOf('b', '0', '9', '-', ',', '='), 0, 24], Gen.Long[0, long.MaxValue]).Sample((text, size) =>
        ByteRange.Parse("bytes=" + text, size) is not { IsSatisfiable: true } range || (range.Offset >= 0 && range.Length <= size - range.Offset));
}
