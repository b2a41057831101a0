using System.Text.Json;
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
    [InlineData("AppleCoreMedia/1.0.0.21F90 (iPhone; U; CPU OS 17_5_1 like Mac OS X; en_us)", "AppleCoreMedia")]
    [InlineData("%E6%92%AD%E5%AE%A2/1.0 CFNetwork/1494 Darwin/23.4.0", "Apple Podcasts")]
    [InlineData("%E3%83%9D%E3%83%83%E3%83%89%E3%82%AD%E3%83%A3%E3%82%B9%E3%83%88/1410.61 CFNetwork/1121.2.2 Darwin/19.2.0", "Apple Podcasts")]
    [InlineData("%D7%A4%D7%95%D7%93%D7%A7%D7%90%D7%A1%D7%98%D7%99%D7%9D/1575.2.2 CFNetwork/1240.0.4 Darwin/20.6.0", "Apple Podcasts")]
    [InlineData("Podcasts/1410.53 CFNetwork/1111 Darwin/19.0.0 (x86_64)", "Apple Podcasts")]
    [InlineData("iTunes/12.12.4 (Windows; Microsoft Windows 10 x64 Professional Edition; x64) AppleWebKit/7613.2007", "iTunes")]
    [InlineData("Spotify/8.9.18.512 Android/34 (SM-S911B)", "Spotify")]
    [InlineData("Castro 2022.2/1377", "Castro")]
    [InlineData("Podcast Addict - Dalvik/2.1.0 (Linux; U; Android 13)", "Podcast Addict")]
    [InlineData("PodcastAddict/v5 (+https://podcastaddict.com/; Android podcast app)", "Podcast Addict")]
    [InlineData("CastBox/8.30.0-220316164 (Linux;Android 12) ExoPlayerLib/2.10.4", "Castbox")]
    [InlineData("Podbean/Android App 9.1.1 (http://podbean.com),8f6f2cb1", "Podbean")]
    [InlineData("Downcast/2.9.11 (iPhone; iOS 17.0)", "Downcast")]
    [InlineData("GNOME Podcasts/25.1", "GNOME Podcasts")]
    [InlineData("gPodder/3.11.1 (http://gpodder.org/) Linux", "gPodder")]
    [InlineData("newsboat/2.21.0 (Linux x86_64)", "Newsboat")]
    [InlineData("iVoox/2.156(156) (iPhone; iOS 15.5)", "iVoox")]
    [InlineData("JioSaavn/9.1 Android", "JioSaavn")]
    [InlineData("%E5%B0%8F%E5%AE%87%E5%AE%99/2.40.1 (iPhone)", "Xiaoyuzhou")]
    [InlineData("RadioPublic/2.7 (Android 11)", "RadioPublic")]
    [InlineData("Wondery/1.32 (Android)", "Wondery")]
    [InlineData("SoundCloud/2024.05 (Android 14)", "SoundCloud")]
    [InlineData("Garmin fenix 6X Pro", "Garmin")]
    [InlineData("Mozilla/5.0 (X11; GNU/Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/79.0.3945.130 Chrome/79.0.3945.130 Safari/537.36 Tesla/2020.16.2.1-e99c70fff409", "Tesla")]
    [InlineData("Mozilla/5.0 (X11; Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.225 Safari/537.36 CrKey/1.56.500000 DeviceType/Chromecast", "Chromecast")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/468.0.0.29.106]", "Facebook")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36", "Chrome")]
    [InlineData("VLC/3.0.20 LibVLC/3.0.20", "VLC")]
    [InlineData("Music Player Daemon 0.23.12", "Music Player Daemon")]
    [InlineData("NSPlayer/12.00.19041.4355 WMFSDK/12.00.19041.4355", "Windows Media Player")]
    [InlineData("feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/", null)]
    [InlineData("python-requests/2.32.3", null)]
    [InlineData("Apache-HttpClient/4.5.14 (Java/17.0.11)", null)]
    [InlineData("iTMS", null)]
    [InlineData("Podchaser (https://www.podchaser.com)", null)]
    [InlineData("FeedBurner/1.0 (http://www.FeedBurner.com)", null)]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", null)]
    [InlineData("WhatsApp/2.24.10.77 A", null)]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot", null)]
    [InlineData("Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)", null)]
    [InlineData("Miniflux/2.1.3", null)]
    [InlineData("Tiny Tiny RSS/23.05 (https://tt-rss.org/)", null)]
    [InlineData("check_http/v2.3.3 (nagios-plugins 2.3.3)", null)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/125.0.0.0 Safari/537.36", null)]
    [InlineData("", "Other")]
    [InlineData("something that nobody knows", "Other")]
    public void FindApp_OfAUserAgent_IsThatOfTheList(string userAgent, string? expected)
    {
        Assert.Equal(expected, All.FindApp(userAgent));
        Assert.Equal(expected, All.FindApp(userAgent));
    }

    // A token behind one that it contains would never be met.
    [Fact]
    public void List_EveryToken_IsReached()
    {
        using var stream = typeof(UserAgents).Assembly.GetManifestResourceStream("user-agents.json")!;
        using var list = JsonDocument.Parse(stream);
        foreach (var app in list.RootElement.GetProperty("apps").EnumerateArray())
        {
            Assert.All(app.GetProperty("tokens").EnumerateArray(), token => Assert.Equal(app.GetProperty("name").GetString(), All.FindApp(token.GetString()!)));
        }

        string[] bots = [.. list.RootElement.GetProperty("bots").EnumerateArray().Select(token => token.GetString()!)];
        Assert.All(bots, token => Assert.Null(All.FindApp(token)));
        Assert.Equal(bots.Length, bots.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void FindApp_OfAVeryLongUserAgent_Ends() => Assert.Equal("Other", All.FindApp(new string('a', 1_000_000)));
}
