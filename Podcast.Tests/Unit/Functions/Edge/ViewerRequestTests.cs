using CsCheck;
using Podcast.Functions.Domain;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.Edge;

public sealed class ViewerRequestTests
{
    private static readonly SigningKey Key = SigningKey.Create("01");

    private static readonly string[] Shows = ["news", "a", "b-c", "0"];
    private static readonly Gen<string> Show = Gen.Int[0, 3].Select(i => Shows[i]);

    private readonly SubscriberToken _token = SubscriberToken.Create(Key);
    private readonly EdgeFunction _edge = new();

    public ViewerRequestTests() => _edge.Store[Key.StoreKey] = Key.Secret;

    private static long Tomorrow => DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();

    private static long Yesterday => DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeSeconds();

    private string Feed => $"/{_token.Text}/feeds/news.xml";

    private string Audio => $"/{_token.Text}/media/news/first/audio.mp3";

    // CloudFront takes 10,240; the rest is for the next change.
    [Fact]
    public void Source_Size_FitsTheLimit() => Assert.InRange(new FileInfo(EdgeFunction.SourcePath).Length, 1, 9_500);

    [Fact]
    public void LogData_OfAudio_HasFileListenerAndNetworkUnderKeysOfTheDay()
    {
        Activate("news");
        (_edge.Now, _edge.ViewerIp) = (new DateTimeOffset(2026, 12, 1, 23, 59, 59, TimeSpan.Zero), "203.0.113.77");
        var data = _edge.Run(Audio).LogData!;
        Assert.Equal(
            $"20788 news/first/audio.mp3 {Key.Sign("listener", "20788 " + _token.Hash)} {Key.Sign("network", "20788 203,0,113")}", data);
        Assert.DoesNotContain(_token.Text, data, StringComparison.Ordinal);
        Assert.DoesNotContain(_token.Hash, data, StringComparison.Ordinal);

        _edge.Now = _edge.Now.Value.AddSeconds(1);
        var tomorrow = _edge.Run(Audio).LogData!.Split(' ');
        Assert.Empty(tomorrow.Intersect(data.Split(' ')).Except(["news/first/audio.mp3"]));
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.254", true)]
    [InlineData("203.0.113.1", "203.0.114.1", false)]
    [InlineData("2001:db8:1:2::3", "2001:db8:1::", true)]
    [InlineData("2001:db8::3", "2001:db8:0:4:5:6:7:8", true)]
    [InlineData("2001:db8::3", "2001:db8:1::3", false)]
    public void LogData_OfAViewer_NamesItsNetwork(string one, string other, bool isSame)
    {
        Activate("news");
        _edge.Now = DateTimeOffset.UtcNow;
        Assert.Equal(isSame, NetworkOf(one) == NetworkOf(other));

        string NetworkOf(string address)
        {
            _edge.ViewerIp = address;
            return _edge.Run(Audio).LogData!.Split(' ')[3];
        }
    }

    [Fact]
    public void LogData_OfWhatIsNoDownload_IsMissing()
    {
        Activate("news");
        Assert.Null(_edge.Run(Feed).LogData);
        Assert.Null(_edge.Run(Audio, "HEAD").LogData);
        Assert.Null(_edge.Run($"/{_token.Text}/").LogData);
        _edge.Store[_token.Hash] = "l";
        Assert.Null(_edge.Run(Audio).LogData);
        _edge.StoreFails = true;
        Assert.Null(_edge.Run(Audio).LogData);
    }

    [Fact]
    public void LogData_OfTheLongestPath_FitsIntoItsField()
    {
        var (slug, name) = (new string('a', 63), new string('b', 100));
        Activate(slug);
        var outcome = _edge.Run($"/{_token.Text}/media/{slug}/{slug}/{name}/{name}/{name}");
        Assert.Equal(4, outcome.LogData!.Split(' ').Length);
        Assert.InRange(outcome.LogDataLength, 1, 799);
    }

    [Theory]
    [InlineData("/shows/news")]
    [InlineData("/shows/news/2")]
    public void Page_OfAShow_ReachesFeedsWithTokenAndAccess(string path)
    {
        Activate("news");
        var outcome = _edge.Run($"/{_token.Text}{path}");
        Assert.Equal(path, outcome.Uri);
        Assert.Null(outcome.SelectedOrigin);
        Assert.Equal(_token.Text, outcome.Header(PodcastHeaders.Token));
        Assert.Equal("active", outcome.Header(PodcastHeaders.Access));
        Assert.Equal([_token.Hash, "k01"], outcome.Reads);

        _edge.Store[_token.Hash] = "l";
        Assert.Equal("lapsed", _edge.Run($"/{_token.Text}{path}").Header(PodcastHeaders.Access));
        Activate("other");
        Assert.Equal(403, _edge.Run($"/{_token.Text}{path}").Status);
    }

    [Fact]
    public void Page_OfAllShows_ReachesFeedsWithTheEntry()
    {
        Activate("news", "other");
        var outcome = _edge.Run($"/{_token.Text}/");
        Assert.Equal("/", outcome.Uri);
        Assert.Equal(_edge.Store[_token.Hash], outcome.Header(PodcastHeaders.Access));
        Assert.Equal([_token.Hash, "k01"], outcome.Reads);

        _edge.Store[Key.StoreKey] = StoreProjection.RefusedKey;
        Assert.Equal("x", _edge.Run($"/{_token.Text}/").Header(PodcastHeaders.Access));
    }

    [Theory]
    [InlineData("/feeds/news.xml", "/shows/news")]
    [InlineData("/feeds/feeds/3.xml", "/shows/feeds/3")]
    public void Feed_OpenedInABrowser_LeadsToThePage(string feed, string page)
    {
        var opened = new Dictionary<string, string> { ["sec-fetch-dest"] = "document" };
        Activate("news", "feeds");
        var outcome = _edge.Run($"/{_token.Text}{feed}", headers: opened);
        Assert.Equal(302, outcome.Status);
        Assert.Equal($"/{_token.Text}{page}", outcome.Header("location"));
        Assert.Equal("no-store", outcome.Header("cache-control"));
        Assert.Equal("Sec-Fetch-Dest", outcome.Header("vary"));

        // A script that reads the feed, and whoever does not say what for, get the feed.
        Assert.Equal(feed, _edge.Run($"/{_token.Text}{feed}", headers: new Dictionary<string, string> { ["sec-fetch-dest"] = "empty" }).Uri);
        Assert.Equal(feed, _edge.Run($"/{_token.Text}{feed}").Uri);
        Assert.Equal("/media/news/first/audio.mp3", _edge.Run(Audio, headers: opened).Uri);
        var forged = _token.Text[..^1] + (_token.Text[^1] == 'A' ? 'B' : 'A');
        Assert.Equal(404, _edge.Run($"/{forged}{feed}", headers: opened).Status);
    }

    [Theory]
    [InlineData("l")]
    [InlineData("x")]
    [InlineData(null)]
    public void Notice_OfAnyGenuineToken_IsRewrittenToTheSharedPath(string? entry)
    {
        Activate("news");
        _edge.Store[_token.Hash] = entry ?? _edge.Store[_token.Hash];
        var outcome = _edge.Run($"/{_token.Text}/notices/news/lapsed-de.mp3");
        Assert.Equal("/media/news/-notices/lapsed-de.mp3", outcome.Uri);
        Assert.Null(outcome.SelectedOrigin);
        Assert.DoesNotContain(_token.Text, outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, _edge.Run($"/{_token.Text}/notices/news/lapsed.wav").Status);
    }

    [Fact]
    public void Page_WithoutTheLastSlash_LeadsToIt()
    {
        Activate("news");
        var outcome = _edge.Run($"/{_token.Text}");
        Assert.Equal(302, outcome.Status);
        Assert.Equal($"/{_token.Text}/", outcome.Header("location"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/shows/news")]
    public void Page_WithoutAnEntry_IsDecidedLikeAFeed(string path)
    {
        var uri = $"/{_token.Text}{path}";
        Assert.Equal($"/entitlements/{_token.Hash}{path}", _edge.Run(uri).Uri);
        var grant = Grant.Sign(Key, _token, AccessEntry.Active(Tomorrow, ["news"]));
        Assert.Equal(path, _edge.Run(uri, grant: grant).Uri);
        _edge.StoreFails = true;
        var outcome = _edge.Run(uri);
        Assert.Equal("entitlements", outcome.SelectedOrigin);
        Assert.Equal(PodcastHeaders.Unchecked, outcome.Header(PodcastHeaders.Access));
    }

    [Fact]
    public void Audio_Active_IsRewrittenToTheSharedPathAfterTwoConcurrentReads()
    {
        Activate("news");
        var outcome = _edge.Run(Audio, headers: new Dictionary<string, string> { ["range"] = "bytes=0-1" });
        Assert.Equal("/media/news/first/audio.mp3", outcome.Uri);
        Assert.Null(outcome.SelectedOrigin);
        Assert.Equal([_token.Hash, "k01"], outcome.Reads);
        Assert.Equal("bytes=0-1", outcome.Header("range"));
        Assert.DoesNotContain(_token.Text, outcome.ToString(), StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(outcome.Request!.RawQuery));
        Assert.Empty(outcome.Request.Cookies);
    }

    [Fact]
    public void Feed_Active_ReachesFeedsWithTokenAndAccess()
    {
        Activate("other", "news");
        var outcome = _edge.Run(Feed, "HEAD");
        Assert.Equal("/feeds/news.xml", outcome.Uri);
        Assert.Null(outcome.SelectedOrigin);
        Assert.Equal(_token.Text, outcome.Header(PodcastHeaders.Token));
        Assert.Equal("active", outcome.Header(PodcastHeaders.Access));
        Assert.Equal("podcast.example", outcome.Header(PodcastHeaders.ViewerHost));
    }

    [Fact]
    public void Headers_Spoofed_AreTakenAway()
    {
        Activate("news");
        var spoofed = new Dictionary<string, string>
        {
            ["x-podcast-token"] = "spoofed",
            ["x-podcast-access"] = "spoofed",
            ["x-podcast-anything"] = "spoofed",
            ["x-viewer-host"] = "spoofed",
        };
        Assert.DoesNotContain("spoofed", _edge.Run(Audio, headers: spoofed).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("spoofed", _edge.Run(Feed, headers: spoofed).ToString(), StringComparison.Ordinal);
        _edge.Store.Remove(_token.Hash);
        Assert.DoesNotContain("spoofed", _edge.Run(Audio, headers: spoofed).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("l", "lapsed")]
    [InlineData("p", "payment-failed")]
    [InlineData("r", "revoked")]
    [InlineData("x", "replaced")]
    [InlineData("?", "revoked")]
    public void Entry_Ended_ClosesAudioAndLetsTheFeedSayWhy(string entry, string access)
    {
        _edge.Store[_token.Hash] = entry;
        Assert.Equal(403, _edge.Run(Audio).Status);
        var feed = _edge.Run(Feed);
        Assert.Equal("/feeds/news.xml", feed.Uri);
        Assert.Equal(access, feed.Header(PodcastHeaders.Access));
    }

    [Fact]
    public void Entry_ExpiryPassed_IsLapsedAtOnce()
    {
        _edge.Store[_token.Hash] = AccessEntry.Active(Yesterday, ["news"]).Encode();
        Assert.Equal(403, _edge.Run(Audio).Status);
        Assert.Equal("lapsed", _edge.Run(Feed).Header(PodcastHeaders.Access));
    }

    [Fact]
    public void Entry_OfSeveralSubscriptions_EndsEachShowForItself()
    {
        _edge.Store[_token.Hash] = AccessEntry.Active(
            [new("other", Tomorrow), new("news", Yesterday), new("talk", ShowAccess.Revoked), new("sport", Tomorrow + 1)]).Encode();
        (string Show, string? Access, int? Audio)[] expected =
            [("other", "active", null), ("sport", "active", null), ("news", "lapsed", 403), ("talk", "revoked", 403), ("elsewhere", null, 403)];
        Assert.All(expected, show =>
        {
            Assert.Equal(show.Access, _edge.Run($"/{_token.Text}/feeds/{show.Show}.xml").Header(PodcastHeaders.Access));
            Assert.Equal(show.Audio, _edge.Run($"/{_token.Text}/media/{show.Show}/e/audio.mp3").Status);
        });
    }

    [Fact]
    public void Show_NotInTheSubscription_Is403()
    {
        Activate("other");
        Assert.Equal(403, _edge.Run(Audio).Status);
        Assert.Equal(403, _edge.Run(Feed).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("??????")]
    [InlineData("zz")]
    [InlineData("??????garbage")]
    public void Entry_NotUnderstood_GrantsNothing(string entry)
    {
        _edge.Store[_token.Hash] = entry;
        Assert.Equal(403, _edge.Run(Audio).Status);
    }

    [Fact]
    public void Token_Forged_Is404AndNoOriginIsChosen() =>
        Gen.Int[2, SubscriberToken.Length - 1].Sample(
            position =>
            {
                var forged = _token.Text.ToCharArray();
                forged[position] = forged[position] == 'A' ? 'B' : 'A';
                var outcome = new EdgeFunction { Store = { [Key.StoreKey] = Key.Secret } }.Run($"/{new string(forged)}/feeds/news.xml");
                Assert.Equal(404, outcome.Status);
                Assert.Null(outcome.SelectedOrigin);
            },
            iter: 24);

    [Fact]
    public void Token_OfAnUnknownKey_Is404() =>
        Assert.Equal(404, _edge.Run($"/{SubscriberToken.Create(SigningKey.Create("zz")).Text}/feeds/news.xml").Status);

    [Fact]
    public void SigningKey_Refused_ClosesItsTokensAndGrantsWhateverEntriesSay()
    {
        var grant = Grant.Sign(Key, _token, AccessEntry.Active(Tomorrow, ["news"]));
        Activate("news");
        _edge.Store[Key.StoreKey] = StoreProjection.RefusedKey;
        Assert.Equal(403, _edge.Run(Audio).Status);
        Assert.Equal("replaced", _edge.Run(Feed).Header(PodcastHeaders.Access));

        _edge.Store.Remove(_token.Hash);
        Assert.Equal(404, _edge.Run(Audio, grant: grant).Status);

        // The mark is no secret: what is signed with it is refused as well.
        var marked = new SigningKey(Key.Id, StoreProjection.RefusedKey, SigningKeyStatus.Active);
        var forged = SubscriberToken.Create(marked);
        var forgedGrant = Grant.Sign(marked, forged, AccessEntry.Active(Tomorrow, ["news"]));
        Assert.Equal(404, _edge.Run($"/{forged.Text}/media/news/first/audio.mp3", grant: forgedGrant).Status);
    }

    [Fact]
    public void SigningKey_NotThereYet_LeavesTheEntryToDecide()
    {
        Activate("news");
        _edge.Store.Remove(Key.StoreKey);
        Assert.Equal("/media/news/first/audio.mp3", _edge.Run(Audio).Uri);
    }

    [Fact]
    public void NotFound_Reasons_GetTheSameResponse()
    {
        var outcomes = new[]
        {
            _edge.Run("/"),
            _edge.Run("/robots.txt"),
            _edge.Run($"/{new string('a', SubscriberToken.Length)}/feeds/news.xml"),
            _edge.Run($"/01{new string('a', SubscriberToken.Length - 2)}/media/news/first/audio.mp3"),
        };
        Assert.Single(outcomes.Select(outcome => outcome.ToString()).Distinct());
    }

    [Theory]
    [InlineData("hls.m3u8")]
    [InlineData("hls/index.m3u8")]
    [InlineData("hls/64k/segment_00001.ts")]
    public void Path_OfAPlaylistOrASegment_KeepsItsFolder(string file)
    {
        Activate("news");
        Assert.Equal($"/media/news/first/{file}", _edge.Run($"/{_token.Text}/media/news/first/{file}").Uri);
    }

    [Theory]
    [InlineData("/feeds/news.xml")]
    [InlineData("/media/news/first/audio.mp3")]
    [InlineData("/{token}/feeds/News.xml")]
    [InlineData("/{token}/feeds/news")]
    [InlineData("/{token}/feeds/news.xml/")]
    [InlineData("/{token}/feeds/../news.xml")]
    [InlineData("/{token}/feeds/%6eews.xml")]
    [InlineData("/{token}x/feeds/news.xml")]
    [InlineData("//{token}/feeds/news.xml")]
    [InlineData("/{token}/media/news/first")]
    [InlineData("/{token}/media/news/first/..")]
    [InlineData("/{token}/media/news/../audio.mp3")]
    [InlineData("/{token}/media/news/first/a/b/c/d")]
    [InlineData("/{token}/media/news/first/a//b")]
    [InlineData("/{token}/media/news/first/a/../b")]
    [InlineData("/{token}/media/news/first/hls/%2e%2e/b")]
    [InlineData("/{token}/other/news.xml")]
    [InlineData("/{token}/shows/")]
    [InlineData("/{token}/shows/News")]
    [InlineData("/{token}/shows/news/")]
    [InlineData("/{token}/shows/news/0")]
    [InlineData("/{token}//")]
    [InlineData("/{token}/feeds/news.xml\n")]
    public void Path_NotOurs_Is404WithoutARead(string path)
    {
        Activate("news");
        var outcome = _edge.Run(path.Replace("{token}", _token.Text, StringComparison.Ordinal));
        Assert.Equal(404, outcome.Status);
        Assert.Empty(outcome.Reads);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public void Method_OtherThanGetAndHead_Is405(string method)
    {
        Activate("news");
        var outcome = _edge.Run(Feed, method);
        Assert.Equal(405, outcome.Status);
        Assert.Equal("GET, HEAD", outcome.Header("allow"));
    }

    [Fact]
    public void Preflight_OfAnyPath_IsAllowedWithoutARead()
    {
        var outcome = _edge.Run(Audio, "OPTIONS");
        Assert.Equal(204, outcome.Status);
        Assert.Equal("*", outcome.Header("access-control-allow-origin"));
        Assert.Equal("Range, If-Range", outcome.Header("access-control-allow-headers"));
        Assert.Empty(outcome.Reads);
        Assert.Equal(outcome.ToString(), _edge.Run("/robots.txt", "OPTIONS").ToString());
    }

    [Fact]
    public void Entry_Missing_SelectsEntitlementsUnderAPathOfTheToken()
    {
        var outcome = _edge.Run(Audio);
        Assert.Equal("entitlements", outcome.SelectedOrigin);
        Assert.Equal($"/entitlements/{_token.Hash}/media/news/first/audio.mp3", outcome.Uri);
        Assert.Equal(_token.Text, outcome.Header(PodcastHeaders.Token));
        Assert.Equal([_token.Hash, "k01"], outcome.Reads);
    }

    [Fact]
    public void Grant_Valid_CountsAsTheEntry()
    {
        var grant = Grant.Sign(Key, _token, AccessEntry.Active(Tomorrow, ["news"]));
        Assert.Equal("/media/news/first/audio.mp3", _edge.Run(Audio, grant: grant).Uri);
        Assert.Equal("active", _edge.Run(Feed, grant: grant).Header(PodcastHeaders.Access));
    }

    [Fact]
    public void Grant_OfAnEndedSubscription_LetsTheFeedSayWhy()
    {
        var grant = Grant.Sign(Key, _token, AccessEntry.Ended(AccessState.Lapsed));
        Assert.Equal(403, _edge.Run(Audio, grant: grant).Status);
        Assert.Equal("lapsed", _edge.Run(Feed, grant: grant).Header(PodcastHeaders.Access));
    }

    [Fact]
    public void Grant_BesideAnEntry_IsIgnored()
    {
        _edge.Store[_token.Hash] = "r";
        Assert.Equal(403, _edge.Run(Audio, grant: Grant.Sign(Key, _token, AccessEntry.Active(Tomorrow, ["news"]))).Status);
    }

    [Fact]
    public void Grant_OtherShow_Is403() =>
        Assert.Equal(403, _edge.Run(Audio, grant: Grant.Sign(Key, _token, AccessEntry.Active(Tomorrow, ["other"]))).Status);

    [Fact]
    public void Grant_ExpiredOrForged_SelectsEntitlements()
    {
        var valid = Grant.Sign(Key, _token, AccessEntry.Active(Tomorrow, ["news"]));
        string[] grants =
        [
            Grant.Sign(Key, _token, AccessEntry.Active(Yesterday, ["news"])),
            Grant.Sign(Key, SubscriberToken.Create(Key), AccessEntry.Active(Tomorrow, ["news"])),
            Grant.Sign(SigningKey.Create("01"), _token, AccessEntry.Active(Tomorrow, ["news"])),
            "z" + valid[1..],
            valid[..^1] + (valid[^1] == 'A' ? 'B' : 'A'),
            valid + "A",
            valid[..12],
            "l",
            "",
        ];
        Assert.All(grants, grant =>
        {
            var outcome = _edge.Run(Audio, grant: grant);
            Assert.Equal("entitlements", outcome.SelectedOrigin);
            Assert.True(string.IsNullOrEmpty(outcome.Request!.RawQuery));
        });
    }

    [Fact]
    public void Store_Unavailable_SelectsTheOriginUnderAPathOfTheToken()
    {
        _edge.StoreFails = true;
        var grant = Grant.Sign(Key, _token, AccessEntry.Active(Tomorrow, ["news"]));
        var spoofed = new Dictionary<string, string> { ["x-podcast-access"] = "active" };
        foreach (var uri in new[] { Audio, Feed })
        {
            var outcome = _edge.Run(uri, grant: grant, headers: spoofed);
            Assert.Equal("entitlements", outcome.SelectedOrigin);
            Assert.Equal($"/entitlements/{_token.Hash}{uri[(SubscriberToken.Length + 1)..]}", outcome.Uri);
            Assert.Equal(PodcastHeaders.Unchecked, outcome.Header(PodcastHeaders.Access));
            Assert.Equal(_token.Text, outcome.Header(PodcastHeaders.Token));
            Assert.Equal("podcast.example", outcome.Header(PodcastHeaders.ViewerHost));
            Assert.True(string.IsNullOrEmpty(outcome.Request!.RawQuery));
        }

        _edge.StoreFails = false;
        Activate("news");
        Assert.Equal("/media/news/first/audio.mp3", _edge.Run(Audio).Uri);
    }

    [Fact]
    public void Decision_AnyEntry_IsWhatTheDomainSays() =>
        Gen.Select(
            Gen.Select(Show, Gen.Int[-1_000, 1_000].Where(offset => Math.Abs(offset) > 30)).Array[1, 4],
            Show).Sample(
            (ends, show) =>
            {
                var shows = ends.DistinctBy(end => end.Item1).ToArray();
                var entry = AccessEntry.Active(
                    shows.Select(end => new ShowAccess(end.Item1, DateTimeOffset.UtcNow.AddSeconds(end.Item2).ToUnixTimeSeconds())));
                var outcome = new EdgeFunction { Store = { [_token.Hash] = entry.Encode() } }.Run($"/{_token.Text}/media/{show}/e/audio.mp3");
                Assert.Equal(shows.Any(end => end.Item1 == show && end.Item2 > 0) ? null : 403, outcome.Status);
            },
            iter: 100);

    private void Activate(params string[] shows) => _edge.Store[_token.Hash] = AccessEntry.Active(Tomorrow, shows).Encode();
}
