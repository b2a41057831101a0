using System.Net;
using System.Web;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using Podcast.Functions.Domain;
using Podcast.Functions.Entitlements;
using Podcast.Functions.Storage;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.Entitlements;

public sealed class EntitlementsFunctionTests : IDisposable
{
    private const string Feed = "/feeds/news.xml";
    private const string Audio = "/media/news/one/audio.mp3";

    private static readonly SigningKey Key = SigningKey.Create("01");

    private readonly SubscriberToken _token = SubscriberToken.Create(Key);
    private readonly ImmediateTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
    private readonly ScriptedTable _table = new();
    private readonly StringWriter _metrics = new();
    private readonly CapturedLogs _logs = new();

    public EntitlementsFunctionTests() => Save(Key);

    private long Now => _time.Now.ToUnixTimeSeconds();

    public void Dispose()
    {
        _table.Dispose();
        _metrics.Dispose();
        _logs.Dispose();
    }

    [Theory]
    [InlineData(Feed)]
    [InlineData("/feeds/news/3.xml")]
    [InlineData("/shows/news")]
    [InlineData("/notices/news/lapsed-en.mp3")]
    [InlineData(Audio)]
    [InlineData("/media/news/one/hls/64k/segment_00001.ts")]
    public async Task Handle_ActiveSubscriber_RedirectsWithAGrantOfAMinute(string path)
    {
        Subscribe(Subscription("a", 3600, "news"));
        var response = await HandleAsync(path);
        Assert.Equal(307, response.StatusCode);
        Assert.Equal("no-store", response.Headers["cache-control"]);
        Assert.Equal($"/{_token.Text}{path}?grant={Grant.Sign(Key, _token, AccessEntry.Active(Now + 60, ["news"]))}", response.Headers["location"]);
        Assert.Contains("podcast.fallback.decisions", _metrics.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, 59)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    public async Task Handle_SubscriptionThatEndsSoon_GrantsNoLongerThanThat(int seconds, int granted)
    {
        Subscribe(Subscription("a", 10, "news"), Subscription("b", seconds, "news"), Subscription("c", 5000, "sport"));
        Assert.Equal(
            Grant.Sign(Key, _token, AccessEntry.Active(Now + granted, ["news"])), HttpUtility.ParseQueryString((await HandleAsync(Audio)).Headers["location"].Split('?')[1])["grant"]);
    }

    [Fact]
    public async Task Handle_PageOfAllShows_GrantsEachAsLongAsItLastsForAMinute()
    {
        Subscribe(Subscription("a", 30, "news"), Subscription("b", 5000, "sport"), Subscription("c", 5000, "talk") with { IsRevoked = true });
        var entry = AccessEntry.Active([new("news", Now + 30), new("sport", Now + 60), new("talk", ShowAccess.Revoked)]);
        Assert.Equal($"/{_token.Text}/?grant={Grant.Sign(Key, _token, entry)}", (await HandleAsync("/")).Headers["location"]);
    }

    [Theory]
    [InlineData(nameof(AccessState.Lapsed))]
    [InlineData(nameof(AccessState.PaymentFailed))]
    [InlineData(nameof(AccessState.Revoked))]
    [InlineData(nameof(AccessState.Replaced))]
    public async Task Handle_EndedSubscription_GrantsThatTheFeedSaysWhyAndNoAudio(string reason)
    {
        var state = Enum.Parse<AccessState>(reason);
        var subscription = Subscription("a", state is AccessState.Replaced or AccessState.Revoked ? 3600 : 0, "news") with
        {
            IsRevoked = state == AccessState.Revoked,
            HasFailedPayment = state == AccessState.PaymentFailed,
        };
        Subscribe(subscription);
        if (state == AccessState.Replaced)
        {
            // The index still has the token of before the rotation.
            _table.Items["former"] = new() { ["pk"] = new("SUBSCRIBER#s1"), ["tokenHash"] = new(_token.Hash) };
            Save(Subscriber(SubscriberToken.Create(Key), subscription));
        }

        foreach (var path in new[] { Feed, "/", "/shows/news" })
        {
            var response = await HandleAsync(path);
            Assert.Equal(307, response.StatusCode);
            Assert.Equal($"/{_token.Text}{path}?grant={Grant.Sign(Key, _token, AccessEntry.Ended(state))}", response.Headers["location"]);
        }

        var audio = await HandleAsync(Audio);
        Assert.Equal((403, "This subscription has ended. Its feed says why.\n"), (audio.StatusCode, audio.Body));
    }

    [Theory]
    [InlineData(Feed)]
    [InlineData(Audio)]
    public async Task Handle_ShowOfNoSubscription_Is403(string path)
    {
        Subscribe(Subscription("a", 3600, "sport"));
        var response = await HandleAsync(path);
        Assert.Equal((403, "This subscription does not include this show.\n"), (response.StatusCode, response.Body));
    }

    [Theory]
    [InlineData(Feed)]
    [InlineData(Audio)]
    public async Task Handle_TokenOfNoSubscriber_Is403(string path)
    {
        var response = await HandleAsync(path);
        Assert.Equal((403, "This address belongs to no subscription. Ask the publisher for a new one.\n"), (response.StatusCode, response.Body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handle_TokenThatNoHonouredKeySigned_Is404AndDecidesNothing(bool isRevoked)
    {
        Subscribe(Subscription("a", 3600, "news"));
        if (isRevoked)
        {
            Save(Key.As(SigningKeyStatus.Revoked));
        }
        else
        {
            Save(SigningKey.Create("01"));
        }

        var response = await HandleAsync(Feed);
        Assert.Equal((404, "Not found.\n"), (response.StatusCode, response.Body));
        Assert.DoesNotContain("podcast.fallback.decisions", _metrics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_TokenOfAnUnknownKey_Is404()
    {
        _table.Items.Clear();
        Assert.Equal(404, (await HandleAsync(Feed)).StatusCode);
    }

    [Theory]
    [InlineData("/entitlements/{hash}/feeds/News.xml")]
    [InlineData("/entitlements/{hash}/feeds/news.xml\n")]
    [InlineData("/entitlements/{hash}/media/news/one")]
    [InlineData("/entitlements/aaaaaaaaaaaa/feeds/news.xml")]
    [InlineData("/entitlements/feeds/news.xml")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Handle_PathThatTheEdgeDoesNotSend_Is404(string? path)
    {
        Subscribe(Subscription("a", 3600, "news"));
        var response = await HandleRawAsync(path?.Replace("{hash}", _token.Hash, StringComparison.Ordinal), new() { [PodcastHeaders.Token] = _token.Text });
        Assert.Equal(404, response.StatusCode);
        Assert.Equal(404, (await HandleRawAsync($"/entitlements/{_token.Hash}{Feed}", [])).StatusCode);
    }

    [Fact]
    public async Task Handle_TableUnavailable_AsksToTryAgain()
    {
        _table.Failure = new ProvisionedThroughputExceededException("Busy.");
        var response = await HandleAsync(Feed);
        Assert.Equal(503, response.StatusCode);
        Assert.Equal("5", response.Headers["retry-after"]);
        Assert.DoesNotContain(_token.Text, string.Join('\n', _logs.Lines), StringComparison.Ordinal);

        _table.Failure = new AmazonDynamoDBException("No.") { ErrorCode = "AccessDeniedException", StatusCode = HttpStatusCode.BadRequest };
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => HandleAsync(Feed));
    }

    [Theory]
    [InlineData("GET", 3600, 60)]
    [InlineData("HEAD", 3600, 60)]
    [InlineData("GET", 20, 20)]
    public async Task Handle_AudioWhileTheEdgeChecksNothing_RedirectsToAnAddressOfS3ForAsLong(string method, int seconds, int longest)
    {
        Subscribe(Subscription("a", seconds, "news"));
        var response = await HandleAsync(Audio, isUnchecked: true, method: method);
        Assert.Equal(307, response.StatusCode);
        var address = new Uri(response.Headers["location"]);
        Assert.EndsWith(Audio, address.AbsolutePath, StringComparison.Ordinal);
        Assert.DoesNotContain(_token.Text, address.Query, StringComparison.Ordinal);
        Assert.InRange(int.Parse(HttpUtility.ParseQueryString(address.Query)["X-Amz-Expires"]!, System.Globalization.CultureInfo.InvariantCulture), 1, longest);
    }

    [Fact]
    public async Task Handle_MissingAudioWhileTheEdgeChecksNothing_Is404AndSaysWhatWasTakenDown()
    {
        Subscribe(Subscription("a", 3600, "news"));
        Assert.Equal(404, (await HandleAsync(Audio, isUnchecked: true, objects: HttpStatusCode.NotFound)).StatusCode);
        Assert.Equal(404, (await HandleAsync("/media/news/one/hls.m3u8", isUnchecked: true, objects: HttpStatusCode.Forbidden)).StatusCode);
        Assert.Equal(404, (await HandleAsync("/notices/news/own.mp3", isUnchecked: true, objects: HttpStatusCode.NotFound)).StatusCode);

        _table.Items["SHOW#news/SHOW"] = new() { ["deletedAt"] = new() { N = "1" } };
        Assert.Equal(410, (await HandleAsync(Audio, isUnchecked: true)).StatusCode);
    }

    [Fact]
    public async Task Handle_PlaylistWhileTheEdgeChecksNothing_IsDeliveredAndNotCached()
    {
        Subscribe(Subscription("a", 3600, "news"));
        var response = await HandleAsync("/media/news/one/hls.m3u8", isUnchecked: true);
        Assert.Equal(200, response.StatusCode);
        Assert.Equal(("application/vnd.apple.mpegurl", "no-store"), (response.Headers["content-type"], response.Headers["cache-control"]));
    }

    [Fact]
    public async Task Handle_NoticeWhileTheEdgeChecksNothing_IsDeliveredOrRedirectedToThePublishersOwn()
    {
        Subscribe(Subscription("a", 0, "news"));
        var response = await HandleAsync("/notices/news/lapsed-en.mp3", isUnchecked: true, range: "bytes=0-1");
        Assert.Equal((206, "audio/mpeg"), (response.StatusCode, response.Headers["content-type"]));
        response = await HandleAsync("/notices/news/lapsed-own.mp3", isUnchecked: true);
        Assert.Equal(307, response.StatusCode);
        Assert.Contains("/media/news/-notices/lapsed-own.mp3?", response.Headers["location"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("evil.example/x")]
    public async Task Handle_FeedForAHostThatIsNone_Is404(string? host)
    {
        Subscribe(Subscription("a", 3600, "news"));
        Assert.Equal(404, (await HandleAsync(Feed, isUnchecked: true, host: host)).StatusCode);
    }

    private static Subscription Subscription(string id, long expiresAt, params string[] shows) => new() { Id = id, Shows = shows, ExpiresAt = expiresAt, CreatedAt = 0 };

    private static Subscriber Subscriber(SubscriberToken token, params Subscription[] subscriptions) => new()
    {
        Id = "s1",
        Email = "listener@example.com",
        Subscriptions = subscriptions,
        KeyId = token.KeyId,
        TokenId = token.Id,
        TokenHash = token.Hash,
        Version = 1,
        CreatedAt = 0,
        UpdatedAt = 0,
    };

    private void Save(SigningKey key) => _table.Items[SigningKeyItem.KeyOf(key.Id)] = SigningKeyItem.From(key, null);

    private void Save(Subscriber subscriber) => _table.Items[SubscriberItem.KeyOf(subscriber.Id)] = SubscriberItem.From(subscriber with
    {
        Subscriptions = [.. subscriber.Subscriptions.Select(subscription => subscription with { ExpiresAt = Now + subscription.ExpiresAt })],
    });

    private void Subscribe(params Subscription[] subscriptions) => Save(Subscriber(_token, subscriptions));

    private Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(
        string path, bool isUnchecked = false, string method = "GET", string? host = "podcast.example", string? range = null, HttpStatusCode objects = HttpStatusCode.OK)
    {
        var headers = new Dictionary<string, string> { [PodcastHeaders.Token] = _token.Text };
        foreach (var (name, value) in new[] { (PodcastHeaders.Access, isUnchecked ? PodcastHeaders.Unchecked : null), (PodcastHeaders.ViewerHost, host), ("range", range) })
        {
            if (value is not null)
            {
                headers[name] = value;
            }
        }

        return HandleRawAsync($"/entitlements/{_token.Hash}{path}", headers, method, objects);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> HandleRawAsync(
        string? path, Dictionary<string, string> headers, string method = "GET", HttpStatusCode objects = HttpStatusCode.OK)
    {
        using var s3 = new AmazonS3Client(
            "access", "secret", new AmazonS3Config { RegionEndpoint = Amazon.RegionEndpoint.USEast1, MaxErrorRetry = 0, HttpClientFactory = new EmptyObjects(objects) });
        var services = TestServices.Create(
            new TestAwsClients { DynamoDb = _table, S3 = s3 },
            new Dictionary<string, string> { ["SUBSCRIBERS_TABLE"] = "Subscribers", ["CATALOG_TABLE"] = "Catalog", ["MEDIA_BUCKET"] = "media" },
            _time,
            _metrics,
            _logs);
        var response = await EntitlementsFunction.Compose(services).HandleAsync(
            new() { RawPath = path, Headers = headers, RequestContext = new() { Http = new() { Method = method, Path = path } } },
            new("request", null, TestContext.Current.CancellationToken));
        return response;
    }
}
