using Podcast.Functions.DownloadCounter;

namespace Podcast.Tests.Unit.Functions.DownloadCounter;

public sealed class UserAgentsTests
{
    private static readonly UserAgents All = new();

    [Theory]
    [InlineData("AntennaPod/3.7.0", "AntennaPod")]
    [InlineData("Podcasts/1650.20 CFNetwork/1333.0.4 Darwin/21.5.0", "Apple Podcasts")]
    [InlineData("PocketCasts/1.0 (Pocket Casts Feed Parser; +http://pocketcasts.com/)", "Pocket Casts")]
    [InlineData("Overcast/3.0 (+http://overcast.fm/; iOS podcast app)", "Overcast")]
    [InlineData("curl/8.5.0", null)]
    [InlineData("Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8)", "Android")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome")]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", null)]
    [InlineData("", "Other")]
    [InlineData("something that nobody knows", "Other")]
    public void FindApp_OfAUserAgent_IsThatOfTheList(string userAgent, string? expected)
    {
        Assert.Equal(expected, All.FindApp(userAgent));
        Assert.Equal(expected, All.FindApp(userAgent));
    }

    [Fact]
    public void FindApp_OfAVeryLongUserAgent_Ends() => Assert.Equal("Other", All.FindApp(new string('a', 1_000_000)));
}
