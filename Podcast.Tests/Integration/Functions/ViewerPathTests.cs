using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.StreamProcessor;
using Podcast.Functions.Transcoding;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions;

/// <summary>A subscriber's way from the publisher API to the edge function and the origins behind it.</summary>
public sealed class ViewerPathTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private readonly EdgeFunction _edge = new();
    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        await _system.CreateShowAsync("news");
        await _system.CreateShowAsync("other");
        var (status, body, _) = await _system.CallAsync("POST", "/shows/news/episodes", new
        {
            id = "first",
            title = "First",
            description = "The first.",
            durationSeconds = 3,
            contentType = "audio/mpeg",
            contentLength = 10,
            publishedAt = DateTimeOffset.UtcNow.AddHours(-1),
        });
        Assert.True(status == 201, body.ToJsonString());
        await _system.CompleteUploadAsync("news", "first");
        await _system.CallAsync("POST", "/shows/news/episodes", new
        {
            id = "future",
            title = "Future",
            description = "Not yet.",
            durationSeconds = 3,
            contentType = "audio/mpeg",
            contentLength = 10,
            publishedAt = DateTimeOffset.UtcNow.AddHours(1),
        });
        await _system.CompleteUploadAsync("news", "future");
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Synced_ActiveSubscriber_HasAccessUntilRevoked()
    {
        var subscriber = await CreateAsync(1);
        await SyncAsync();
        var feed = await FollowAsync(Feed(subscriber));
        Assert.Equal(200, feed.StatusCode);
        var item = Assert.Single(XDocument.Parse(feed.Body).Descendants("item"));
        var audio = new Uri(item.Element("enclosure")!.Attribute("url")!.Value).AbsolutePath;
        Assert.EndsWith("/first.mp3", audio, StringComparison.Ordinal);
        Assert.Equal(audio[(SubscriberToken.Length + 1)..], _edge.Run(audio).Uri);

        await _system.CallAsync("POST", $"/subscribers/{subscriber["id"]}/revoke");
        await SyncAsync();
        Assert.Equal(403, _edge.Run(audio).Status);
        await AssertEndedAsync(subscriber, "ended");
    }

    [Fact]
    public async Task Synced_LapsedSubscriber_GetsTheLapsedFeed()
    {
        var subscriber = await CreateAsync(-1);
        await SyncAsync();
        Assert.Equal(403, _edge.Run(Audio(subscriber)).Status);
        await AssertEndedAsync(subscriber, "lapsed");
    }

    [Fact]
    public async Task Synced_RotatedToken_StopsAndTheNewOneWorks()
    {
        var before = await CreateAsync(1);
        var (_, after, _) = await _system.CallAsync("POST", $"/subscribers/{before["id"]}/rotate");
        await SyncAsync();
        Assert.Equal(403, _edge.Run(Audio(before)).Status);
        await AssertEndedAsync(before, "moved");
        Assert.Equal(200, (await FollowAsync(Feed(after))).StatusCode);
    }

    [Fact]
    public async Task Unsynced_ActiveSubscriber_IsServedByTheFallback()
    {
        var subscriber = await CreateAsync(1);
        await SyncSigningKeysAsync();
        var (redirect, granted) = await FallBackAsync(Audio(subscriber));
        Assert.Equal(307, redirect.StatusCode);
        Assert.Equal("no-store", redirect.Headers["cache-control"]);
        Assert.StartsWith(Audio(subscriber) + "?grant=", redirect.Headers["location"], StringComparison.Ordinal);
        Assert.Equal("/media/news/first/audio.mp3", granted!.Uri);
        Assert.Equal(200, (await FollowAsync(Feed(subscriber))).StatusCode);
        Assert.DoesNotContain(_system.Logs.Lines, line => line.Contains((string)subscriber["token"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unsynced_EndedSubscriber_HasNoAccessAndTheFeedSaysWhy()
    {
        var lapsed = await CreateAsync(-1);
        await SyncSigningKeysAsync();
        Assert.Equal(403, (await FallBackAsync(Audio(lapsed))).Response.StatusCode);
        await AssertEndedAsync(lapsed, "lapsed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoSubscriptions_BehindOneToken_EndEachForItself(bool isSynced)
    {
        await _system.CreateShowAsync("sport");
        var news = await SubscribeAsync("two@example.com", "news", 1);
        var both = await SubscribeAsync("Two@example.com", "sport", -1);
        Assert.Equal((string?)news["token"], (string?)both["token"]);
        await (isSynced ? SyncAsync() : SyncSigningKeysAsync());
        Assert.Equal(200, (await FollowAsync(Feed(both))).StatusCode);
        await AssertEndedAsync(both, "lapsed", "sport");

        var sport = await SubscribeAsync("two@example.com", "sport", 1);
        await RevokeAsync(sport, 0);
        await (isSynced ? SyncAsync() : Task.CompletedTask);
        await AssertEndedAsync(sport, "ended");
        Assert.Single(XDocument.Parse((await FollowAsync(Feed(sport, "sport"))).Body).Descendants("channel"));

        await RevokeAsync(sport, 2);
        await (isSynced ? SyncAsync() : Task.CompletedTask);
        await AssertEndedAsync(sport, "lapsed", "sport");
    }

    private async Task<JsonObject> SubscribeAsync(string email, string show, int days) => (await _system.CallAsync(
        "POST", "/subscribers", new { email, shows = new[] { show }, expiresAt = DateTimeOffset.UtcNow.AddDays(days) })).Body;

    private async Task RevokeAsync(JsonObject subscriber, int number) => Assert.Equal(200, (await _system.CallAsync(
        "POST", $"/subscribers/{subscriber["id"]}/subscriptions/{subscriber["subscriptions"]![number]!["id"]}/revoke")).Status);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_OfASubscriber_AreDecidedLikeFeeds(bool isSynced)
    {
        await _system.CreateShowAsync("sport");
        var subscriber = await SubscribeAsync("page@example.com", "news", 1);
        await (isSynced ? SyncAsync() : SyncSigningKeysAsync());
        var show = await FollowAsync(Page(subscriber, "shows/news"));
        Assert.Equal("text/html; charset=utf-8", show.Headers["content-type"]);
        Assert.Contains($"https://podcast.example{Feed(subscriber)}", show.Body, StringComparison.Ordinal);
        Assert.Contains("/media/news/first/", show.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/media/news/future/", show.Body, StringComparison.Ordinal);

        // One show alone needs no list of shows.
        Assert.Equal(show.Body, (await FollowAsync(Page(subscriber))).Body);
        Assert.Equal(304, (await FollowAsync(Page(subscriber), new() { ["if-none-match"] = show.Headers["etag"] })).StatusCode);

        await SubscribeAsync("page@example.com", "sport", -1);
        await (isSynced ? SyncAsync() : Task.CompletedTask);
        var all = await FollowAsync(Page(subscriber));
        Assert.Contains($"/{subscriber["token"]}/shows/news\"", all.Body, StringComparison.Ordinal);
        Assert.Contains("Your subscription has lapsed", all.Body, StringComparison.Ordinal);
        Assert.Contains("Your subscription has lapsed", (await FollowAsync(Page(subscriber, "shows/sport"))).Body, StringComparison.Ordinal);

        await _system.CallAsync("POST", $"/subscribers/{subscriber["id"]}/revoke");
        await (isSynced ? SyncAsync() : Task.CompletedTask);
        Assert.All(
            [await FollowAsync(Page(subscriber)), await FollowAsync(Page(subscriber, "shows/news"))],
            page => Assert.Contains("Your subscription has ended", page.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StoreDown_Pages_AreThoseOfTheStore()
    {
        var subscriber = await CreateAsync(1);
        await SyncAsync();
        string[] paths = [Page(subscriber), Page(subscriber, "shows/news")];
        var expected = await Task.WhenAll(paths.Select(path => FollowAsync(path)));
        _edge.StoreFails = true;
        var unchecked_ = await Task.WhenAll(paths.Select(path => SendUncheckedAsync(path)));
        Assert.Equal(expected.Select(page => (page.Body, page.Headers["content-security-policy"])), unchecked_.Select(page => (page.Body, page.Headers["content-security-policy"])));

        // The fallback redirects audio to the bucket, which the page's policy has to allow.
        var signed = new Uri((await SendUncheckedAsync(Audio(subscriber))).Headers["location"]);
        Assert.Contains($"media-src 'self' blob: {signed.GetLeftPart(UriPartial.Authority)};", expected[0].Headers["content-security-policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsynced_OtherShow_Is403()
    {
        var subscriber = await CreateAsync(1);
        await SyncSigningKeysAsync();
        Assert.Equal(403, (await FallBackAsync($"/{subscriber["token"]}/feeds/other.xml")).Response.StatusCode);
    }

    [Fact]
    public async Task Unsynced_GenuineTokenOfNobody_Is403()
    {
        await CreateAsync(1);
        await SyncSigningKeysAsync();
        var key = await _system.NewSigningKeyTable().FindAsync(SigningKey.FirstId, TestContext.Current.CancellationToken);
        Assert.Equal(403, (await FallBackAsync($"/{SubscriberToken.Create(key!).Text}/feeds/news.xml")).Response.StatusCode);
    }

    [Fact]
    public async Task StoreDown_AudioThatWasTakenDown_Is410InPlaceOfS3sError()
    {
        var active = await CreateAsync(1);
        _edge.StoreFails = true;
        await _system.DynamoDb.UpdateItemAsync(
            new()
            {
                TableName = _system.CatalogTable,
                Key = RecordingItems.Key("news", "first"),
                UpdateExpression = "SET publication = :unpublished",
                ExpressionAttributeValues = new() { [":unpublished"] = new() { S = "unpublished" } },
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(410, (await SendUncheckedAsync(Audio(active))).StatusCode);
    }

    [Fact]
    public async Task StoreDown_Subscribers_AreServedByTheOriginAloneAsTheTableSays()
    {
        var active = await CreateAsync(1);
        var lapsed = await CreateAsync(-1);
        _edge.StoreFails = true;

        var feed = await SendUncheckedAsync(Feed(active));
        Assert.Equal(200, feed.StatusCode);
        Assert.Single(XDocument.Parse(feed.Body).Descendants("enclosure"));
        Assert.Equal(304, (await SendUncheckedAsync(Feed(active), new() { ["if-none-match"] = feed.Headers["etag"] })).StatusCode);
        var audio = await SendUncheckedAsync(Audio(active));
        Assert.Equal(307, audio.StatusCode);
        Assert.Equal("no-store", audio.Headers["cache-control"]);
        var signed = new Uri(audio.Headers["location"]);
        Assert.EndsWith("/media/news/first/audio.mp3", signed.AbsolutePath, StringComparison.Ordinal);
        Assert.Matches("[?&]X-Amz-Expires=(5[0-9]|60)&", signed.Query);
        Assert.DoesNotContain((string)active["token"]!, signed.ToString(), StringComparison.Ordinal);

        var ended = await SendUncheckedAsync(Feed(lapsed));
        Assert.Equal(200, ended.StatusCode);
        var notice = Notice(XDocument.Parse(ended.Body));
        Assert.Equal("audio/mpeg", (await SendUncheckedAsync(notice)).Headers["content-type"]);
        Assert.Equal(403, (await SendUncheckedAsync(Audio(lapsed))).StatusCode);
        Assert.Equal(403, (await SendUncheckedAsync($"/{active["token"]}/feeds/other.xml")).StatusCode);
        Assert.Equal(404, (await SendUncheckedAsync($"/{SubscriberToken.Create(SigningKey.Create("01")).Text}/feeds/news.xml")).StatusCode);
        Assert.Equal(404, (await SendUncheckedAsync($"/{SubscriberToken.Create(SigningKey.Create("zz")).Text}/feeds/news.xml")).StatusCode);
    }

    [Fact]
    public async Task SigningKey_Rotated_OldAndNewTokensWork()
    {
        var before = await CreateAsync(1);
        await _system.CallAsync("POST", "/signing-keys", new { replaces = "01" });
        var after = await CreateAsync(1);
        await SyncSigningKeysAsync();
        Assert.Equal(200, (await FollowAsync(Feed(before))).StatusCode);
        Assert.Equal(200, (await FollowAsync(Feed(after))).StatusCode);
        await SyncAsync();
        Assert.Equal(200, (await FollowAsync(Feed(before))).StatusCode);
        Assert.Equal(200, (await FollowAsync(Feed(after))).StatusCode);
    }

    [Fact]
    public async Task SigningKey_Revoked_RefusesItsTokensEverywhereUntilTheyAreReissued()
    {
        var leaked = await CreateAsync(1);
        await SyncAsync();
        Assert.Equal(200, (await FollowAsync(Feed(leaked))).StatusCode);
        await _system.CallAsync("POST", "/signing-keys/01/revoke");

        // The key alone has reached the edge; the entry still says that all is well.
        await SyncSigningKeysAsync();
        Assert.Equal(403, _edge.Run(Audio(leaked)).Status);
        await AssertEndedAsync(leaked, "moved");

        // Without the entry, and without the whole store, the fallback is no way around it.
        Assert.True(SubscriberToken.TryParse((string?)leaked["token"], out var token));
        _edge.Store.Remove(token!.Hash);
        Assert.Equal(404, _edge.Run(Audio(leaked)).Status);
        _edge.StoreFails = true;
        Assert.Equal(404, (await SendUncheckedAsync(Audio(leaked))).StatusCode);
        Assert.Equal(404, (await SendUncheckedAsync(Feed(leaked))).StatusCode);
        _edge.StoreFails = false;

        var (_, page, _) = await _system.CallAsync("POST", "/signing-keys/01/reissue", "{}");
        var reissued = Assert.Single(page["items"]!.AsArray())!.AsObject();
        await SyncAsync();
        Assert.Equal(200, (await FollowAsync(Feed(reissued))).StatusCode);
        await AssertEndedAsync(leaked, "moved");
    }

    [Fact]
    public async Task Secret_Stolen_ForgesNoTokenThatTheTableKnowsAndNoGrantAfterItsRevocation()
    {
        await CreateAsync(1);
        await SyncAsync();
        var stolen = (await _system.NewSigningKeyTable().FindAsync(SigningKey.FirstId, TestContext.Current.CancellationToken))!;
        var forged = SubscriberToken.Create(stolen);
        var audio = $"/{forged.Text}/media/news/first/audio.mp3";
        Assert.Equal(403, (await FallBackAsync(audio)).Response.StatusCode);

        // What is lost until the revocation: somebody who has a secret signs grants for made-up tokens.
        var grant = Grant.Sign(stolen, forged, AccessEntry.Active(DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds(), ["news"]));
        Assert.Equal("/media/news/first/audio.mp3", _edge.Run(audio, grant: grant).Uri);
        await _system.CallAsync("POST", "/signing-keys/01/revoke");
        await SyncSigningKeysAsync();
        Assert.Equal(404, _edge.Run(audio, grant: grant).Status);
    }

    [Fact]
    public async Task Store_Stolen_HoldsNoTokenAndNoAddress()
    {
        var subscriber = await CreateAsync(1);
        await _system.CallAsync("POST", $"/subscribers/{subscriber["id"]}/rotate");
        await SyncAsync();
        var token = (string)subscriber["token"]!;
        Assert.NotEmpty(_edge.Store);
        Assert.All(_edge.Store.SelectMany(entry => new[] { entry.Key, entry.Value }), text =>
        {
            Assert.DoesNotContain(token[2..14], text, StringComparison.Ordinal);
            Assert.DoesNotContain(token[14..], text, StringComparison.Ordinal);
            Assert.DoesNotContain("@", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Logs_AndSpansOfAWholeLife_HoldNoTokenNoAddressAndNoGrant()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<System.Diagnostics.Activity>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == FunctionTelemetry.SourceName,
            Sample = (ref _) => System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        string token, grant;
        using (FunctionTelemetry.Source.StartActivity("test"))
        {
            var subscriber = await CreateAsync(1);
            token = (string)subscriber["token"]!;
            await SyncSigningKeysAsync();
            var (redirect, _) = await FallBackAsync(Audio(subscriber));
            grant = redirect.Headers["location"].Split("?grant=")[1];
            await FollowAsync(Feed(subscriber));
            await _system.CallAsync("POST", "/subscribers/search", new { email = "listener@example.com" });
            await _system.CallAsync("POST", $"/subscribers/{subscriber["id"]}/revoke");
            await _system.DynamoDb.DeleteTableAsync(_system.SubscribersTable, TestContext.Current.CancellationToken);
            await _system.CallAsync("GET", $"/subscribers/{subscriber["id"]}/feeds");
        }

        Assert.NotEmpty(_system.Logs.Lines);
        Assert.NotEmpty(spans);
        string[] said = [.. _system.Logs.Lines, .. spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}"), .. spans.Select(span => span.DisplayName)];
        Assert.All(said, text => Assert.All([token, token[2..14], grant[^12..], "@example.com"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Entitlements_WhatTheEdgeWouldNotSend_Is404()
    {
        var subscriber = await CreateAsync(1);
        var token = (string)subscriber["token"]!;
        Assert.True(SubscriberToken.TryParse(token, out var parsed));
        var entitlements = _system.NewEntitlements();
        var forged = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
        Assert.True(SubscriberToken.TryParse(forged, out var forgedToken));
        (string Token, string Path)[] requests =
        [
            (forged, $"/entitlements/{forgedToken.Hash}/feeds/news.xml"),
            (token, $"/entitlements/{forgedToken.Hash}/feeds/news.xml"),
            (token, $"/entitlements/{parsed.Hash}/feeds/news.xml/"),
            (token, $"/entitlements/{parsed.Hash}//evil.example/feeds/news.xml"),
            (token, $"/entitlements/{parsed.Hash}/media/news/first/..%2f"),
            (token, "/feeds/news.xml"),
            ("", $"/entitlements/{parsed.Hash}/feeds/news.xml"),
        ];
        foreach (var (sent, path) in requests)
        {
            var refused = await FunctionSystem.InvokeAsync(entitlements, "GET", path, new Dictionary<string, string> { [PodcastHeaders.Token] = sent });
            Assert.Equal(404, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Feed_NotChanged_Is304()
    {
        var subscriber = await CreateAsync(1);
        await SyncAsync();
        var feed = await FollowAsync(Feed(subscriber));
        Assert.StartsWith("private", feed.Headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal(304, (await FollowAsync(Feed(subscriber), new() { ["if-none-match"] = feed.Headers["etag"] })).StatusCode);
    }

    [Fact]
    public async Task Feed_ShowUnknown_Is404() =>
        Assert.Equal(404, (await FunctionSystem.InvokeAsync(_system.NewFeeds(), "GET", "/feeds/unknown.xml", new Dictionary<string, string>
        {
            [PodcastHeaders.Token] = SubscriberToken.Create(SigningKey.Create("01")).Text,
            [PodcastHeaders.Access] = "active",
            [PodcastHeaders.ViewerHost] = "podcast.example",
        })).StatusCode);

    private static string Feed(JsonObject subscriber, string show = "news") => $"/{subscriber["token"]}/feeds/{show}.xml";

    private static string Page(JsonObject subscriber, string path = "") => $"/{subscriber["token"]}/{path}";

    private static string Audio(JsonObject subscriber) => $"/{subscriber["token"]}/media/news/first/audio.mp3";

    private Task<JsonObject> CreateAsync(int days) => _system.CreateSubscriberAsync(DateTimeOffset.UtcNow.AddDays(days), "news");

    private async Task AssertEndedAsync(JsonObject subscriber, string word, string show = "news")
    {
        var feed = await FollowAsync(Feed(subscriber, show));
        Assert.Equal(200, feed.StatusCode);
        var rss = XDocument.Parse(feed.Body);
        Assert.Contains(word, rss.Descendants("title").First().Value, StringComparison.Ordinal);
        Assert.Single(rss.Descendants("item"));
        var sound = await FollowAsync(Notice(rss));
        Assert.Equal((200, "audio/mpeg"), (sound.StatusCode, sound.Headers["content-type"]));
    }

    private static string Notice(XDocument feed)
    {
        var notice = new Uri(Assert.Single(feed.Descendants("enclosure")).Attribute("url")!.Value).AbsolutePath;
        Assert.Contains("/notices/", notice, StringComparison.Ordinal);
        return notice;
    }

    // What an app that keeps only items with audio sees, before access ends, after it ended, and after a renewal.
    [Theory]
    [InlineData("keep")]
    [InlineData("hide")]
    public async Task Renewed_Subscriber_HasTheSameFeedAsBeforeAtTheNextPoll(string onEnd)
    {
        await _system.CallAsync("PATCH", "/shows/news", new { onEnd, renewalLink = "https://news.example/renew" }, new Dictionary<string, string> { ["if-match"] = "*" });
        var subscriber = await CreateAsync(1);
        await SyncAsync();
        var before = await FollowAsync(Feed(subscriber));

        await _system.CallAsync("POST", $"/subscribers/{subscriber["id"]}/revoke");
        await SyncAsync();
        var ended = await FollowAsync(Feed(subscriber), new() { ["if-none-match"] = before.Headers["etag"], ["if-modified-since"] = before.Headers["last-modified"] });
        Assert.Equal(200, ended.StatusCode);
        var listed = XDocument.Parse(ended.Body).Descendants("item").Where(item => item.Element("enclosure") is not null).ToArray();
        Assert.Equal("https://news.example/renew", listed[0].Element("link")!.Value);
        Assert.Equal(
            onEnd == "keep" ? XDocument.Parse(before.Body).Descendants("item").Select(item => item.ToString()) : [],
            listed.Skip(1).Select(item => item.ToString()));
        Assert.Equal(403, _edge.Run(Audio(subscriber)).Status);

        await _system.CallAsync("POST", $"/subscribers/{subscriber["id"]}/restore");
        await SyncAsync();
        var after = await FollowAsync(Feed(subscriber), new() { ["if-none-match"] = ended.Headers["etag"], ["if-modified-since"] = ended.Headers["last-modified"] });
        Assert.Equal((200, before.Body), (after.StatusCode, after.Body));
    }

    /// <summary>As a podcast app does: through the edge, along a redirect, to the feed.</summary>
    private async Task<APIGatewayHttpApiV2ProxyResponse> FollowAsync(string feed, Dictionary<string, string>? headers = null)
    {
        var edge = _edge.Run(feed);
        if (edge.SelectedOrigin is not null)
        {
            var (redirect, granted) = await FallBackAsync(feed);
            Assert.Equal(307, redirect.StatusCode);
            edge = granted!;
        }

        return await SendAsync(_system.NewFeeds(), edge, headers);
    }

    private async Task<(APIGatewayHttpApiV2ProxyResponse Response, EdgeOutcome? Granted)> FallBackAsync(string path)
    {
        var edge = _edge.Run(path);
        Assert.Equal("entitlements", edge.SelectedOrigin);
        var response = await SendAsync(_system.NewEntitlements(), edge);
        return response.Headers.TryGetValue("location", out var location) && location.Split("?grant=") is [var target, var grant]
            ? (response, _edge.Run(target, grant: grant))
            : (response, null);
    }

    private Task<APIGatewayHttpApiV2ProxyResponse> SendUncheckedAsync(string path, Dictionary<string, string>? headers = null)
    {
        var edge = _edge.Run(path);
        Assert.Equal("entitlements", edge.SelectedOrigin);
        return SendAsync(_system.NewEntitlements(), edge, headers);
    }

    private static Task<APIGatewayHttpApiV2ProxyResponse> SendAsync(
        IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> origin, EdgeOutcome request, Dictionary<string, string>? headers = null)
    {
        var all = new Dictionary<string, string>(headers ?? []);
        foreach (var (name, values) in request.Headers)
        {
            all[name] = values[0].Value;
        }

        return FunctionSystem.InvokeAsync(origin, "GET", request.Uri!, all);
    }

    private Task SyncAsync() => SyncAsync(_ => true);

    private Task SyncSigningKeysAsync() => SyncAsync(key => key.StartsWith("SIGNINGKEY#", StringComparison.Ordinal));

    /// <summary>Hands the stream processor a record for each item, and the edge what it wrote.</summary>
    private async Task SyncAsync(Func<string, bool> chosen)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var items = await _system.DynamoDb.ScanAsync(new ScanRequest { TableName = _system.SubscribersTable }, cancellationToken);
        using var store = new ScriptedKeyValueStore();
        using var failedChanges = new ScriptedQueue();
        var function = StreamProcessorFunction.Compose(TestServices.Create(
            new TestAwsClients { DynamoDb = _system.DynamoDb, KeyValueStore = store, Sqs = failedChanges },
            new Dictionary<string, string>
            {
                ["SUBSCRIBERS_TABLE"] = _system.SubscribersTable,
                ["KVS_ARN"] = "arn",
                ["FAILED_CHANGES_QUEUE_URL"] = "queue",
            },
            loggers: _system.Logs));
        var response = await function.HandleAsync(
            new()
            {
                Records =
                [
                    .. items.Items.Where(item => chosen(item["pk"].S)).Select((item, number) => new DynamoDBEvent.DynamodbStreamRecord
                    {
                        Dynamodb = new() { SequenceNumber = $"{number}", Keys = new() { ["pk"] = new() { S = item["pk"].S } } },
                    }),
                ],
            },
            new("request", null, cancellationToken));
        Assert.Empty(response.BatchItemFailures);
        foreach (var (key, value) in store.Entries)
        {
            _edge.Store[key] = value;
        }
    }
}
