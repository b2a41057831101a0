using Podcast.LocalAws.CloudFront.Distribution.Policies;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Distribution.Policies;

public sealed class ContentCodingsTests
{
    [Theory]
    [InlineData("gzip, br", true)]
    [InlineData("BR", true)]
    [InlineData("gzip;q=1, br ; q=0.5", true)]
    [InlineData("gzip, br;q=0", false)]
    [InlineData("br; q=0.000", false)]
    [InlineData("gzip", false)]
    [InlineData("brotli", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Accepts_Header_NamesTheCodingWithoutRefusingIt(string? header, bool expected) =>
        Assert.Equal(expected, ContentCodings.Accepts(header, "br"));
}
