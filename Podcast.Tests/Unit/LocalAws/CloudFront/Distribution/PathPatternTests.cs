using Podcast.LocalAws.CloudFront.Distribution.Configuration;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Distribution;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("*", "/anything/at/all", true)]
    [InlineData("/*/feeds/*", "/token/feeds/show.xml", true)]
    [InlineData("/*/feeds/*", "/a/b/feeds/c/d", true)]
    [InlineData("/*/feeds/*", "/feeds/show.xml", false)]
    [InlineData("/*/feeds/*", "/token/Feeds/show.xml", false)]
    [InlineData("images/*.jpg", "/images/a.jpg", true)]
    [InlineData("/images/*.jpg", "/images/a.jpeg", false)]
    [InlineData("/a?c", "/abc", true)]
    [InlineData("/a?c", "/ac", false)]
    [InlineData("/a*", "/a", true)]
    [InlineData("/a**b", "/a-b", true)]
    [InlineData("*.php", "/x/index.php", true)]
    [InlineData("/exact", "/exact/", false)]
    public void Matches_OfAPath_FollowsTheWildcards(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new PathPattern(pattern).Matches(path));
}
