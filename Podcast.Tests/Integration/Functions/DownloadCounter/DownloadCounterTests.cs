using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.DownloadCounter;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Functions.DownloadCounter;

/// <summary>Logs that are counted into a table, and what the publisher API says of it.</summary>
public sealed class DownloadCounterTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 12, 1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDb.GetEndpointAsync());
        _system.Time = _time;
        await TemplateTables.CreateStatisticsAsync(_system.DynamoDb, _system.StatisticsTable, TestContext.Current.CancellationToken);
        await _system.CreateShowAsync("news");
        foreach (var id in new[] { "one", "two" })
        {
            // 128 kbit/s: a minute is 960,000 bytes.
            var (status, body, _) = await _system.CallAsync(
                "POST",
                "/shows/news/episodes",
                new { id, title = id, description = "About.", durationSeconds = 300, contentType = "audio/mpeg", contentLength = 4_800_000 });
            Assert.True(status == 201, body.ToJsonString());
            await _system.CompleteUploadAsync("news", id);
        }
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Count_OfOneObjectTwice_CountsOnce()
    {
        var log = new AccessLog().Request("ada", Day).Request("ada", Day).Request("bob", Day, userAgent: "Overcast/3.0 (x)").Request("ada", Day, "two/a/two.mp3");
        Assert.Equal(new(4, 3, 0), await CountAsync(log));
        Assert.Equal(new(4, 0, 0), await CountAsync(log));

        var statistics = await ReadAsync();
        Assert.Equal(3, (int?)statistics["downloads"]);
        Assert.Equal("""[{"day":"2026-12-01","downloads":3}]""", statistics["days"]!.ToJsonString());
        Assert.Equal("""[{"episode":"one","downloads":2},{"episode":"two","downloads":1}]""", statistics["episodes"]!.ToJsonString());
        Assert.Equal("""[{"app":"AntennaPod","downloads":2},{"app":"Overcast","downloads":1}]""", statistics["apps"]!.ToJsonString());
        Assert.Equal("[]", statistics["sharing"]!.ToJsonString());
    }

    [Fact]
    public async Task Count_OfRangesInSeveralObjects_CountsFromAMinuteOn()
    {
        Assert.Equal(0, await DownloadsAsync(new AccessLog().Request("ada", Day, rangeStart: 0, length: 500_000).Request("ada", Day, rangeStart: 0, length: 500_000)));
        Assert.Equal(0, await DownloadsAsync(new AccessLog().Request("bob", Day, rangeStart: 900_000, length: 600_000)));
        Assert.Equal(1, await DownloadsAsync(new AccessLog().Request("ada", Day, rangeStart: 4_000_000, length: 460_000)));
        Assert.Equal(0, await DownloadsAsync(new AccessLog().Request("ada", Day, rangeStart: 1_000_000, length: 2_000_000)));

        // The next day is another window.
        Assert.Equal(1, await DownloadsAsync(new AccessLog().Request("ada-tomorrow", Day.AddDays(1))));
    }

    [Fact]
    public async Task Count_OfSegments_CountsFromAMinuteOn()
    {
        var five = new AccessLog();
        foreach (var segment in Enumerable.Range(1, 5))
        {
            five.Request("ada", Day, $"one/a/one_64k_0000{segment}.ts", length: 80_000).Request("ada", Day, $"one/a/one_128k_0000{segment}.ts", length: 160_000);
        }

        Assert.Equal(0, await DownloadsAsync(five.Request("ada", Day, "one/a/one.m3u8", length: 5_000_000)));
        Assert.Equal(1, await DownloadsAsync(new AccessLog().Request("ada", Day, "one/a/one_64k_00006.ts", length: 80_000)));
    }

    [Fact]
    public async Task Count_OfBotsHeadsAndOtherFiles_CountsNothing()
    {
        var log = new AccessLog()
            .Request("ada", Day, userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
            .Request("ada", Day, method: "HEAD")
            .Request("ada", Day, rangeStart: 0, length: 2)
            .Request("ada", Day, "one/a/chapters.json")
            .Request("ada", Day.AddDays(-15))
            .Line("not JSON");
        Assert.Equal(new(6, 0, 1), await CountAsync(log));
        Assert.Equal(0, (int?)(await ReadAsync())["downloads"]);
    }

    [Fact]
    public async Task Count_BrokenOffHalfWay_IsCompletedByTheNextAttempt()
    {
        var log = new AccessLog();
        foreach (var listener in Enumerable.Range(0, 200))
        {
            log.Request($"listener{listener}", Day);
        }

        var writes = 0;
        _system.Disturbed.RefusesWith503 = request => IsTransaction(request) && Interlocked.Increment(ref writes) > 2;
        await Assert.ThrowsAnyAsync<Exception>(() => CountAsync(log));
        Assert.InRange((int)(await ReadAsync())["downloads"]!, 1, 199);

        _system.Disturbed.RefusesWith503 = _ => false;
        await CountAsync(log);
        Assert.Equal(200, (int?)(await ReadAsync())["downloads"]);
    }

    [Fact]
    public async Task Count_WithLostResponses_CountsOnce()
    {
        _system.Disturbed.LosesResponseOf = IsTransaction;
        await CountAsync(new AccessLog().Request("ada", Day).Request("bob", Day));
        Assert.True(_system.Disturbed.Lost > 0);
        Assert.Equal(2, (int?)(await ReadAsync())["downloads"]);
    }

    [Fact]
    public async Task Count_OfSeveralObjectsAtOnce_CountsEachListenerOnce()
    {
        AccessLog[] logs = [.. Enumerable.Range(0, 4).Select(_ => new AccessLog())];
        foreach (var listener in Enumerable.Range(0, 40))
        {
            foreach (var log in logs)
            {
                log.Request($"listener{listener}", Day);
            }
        }

        await Task.WhenAll(logs.Select(CountUntilDoneAsync));
        Assert.Equal(40, (int?)(await ReadAsync())["downloads"]);

        // Lambda invokes again what failed.
        async Task CountUntilDoneAsync(AccessLog log)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await CountAsync(log, TimeProvider.System);
                    return;
                }
                catch (Amazon.DynamoDBv2.Model.TransactionConflictException) when (attempt < 5)
                {
                    continue;
                }
            }
        }
    }

    [Fact]
    public async Task Count_OfAFeedThatManyUse_ReportsSharingOnce()
    {
        var log = new AccessLog();
        foreach (var number in Enumerable.Range(0, 11))
        {
            log.Request("shared", Day, network: $"network{number}").Request("traveller", Day, network: $"network{number % 10}");
        }

        foreach (var app in new[] { "AntennaPod/3", "Overcast/3.0 (x)", "PocketCasts/1.0 (x)", "Dalvik/2.1.0", "Podcasts/1650.20 CFNetwork/1333.0.4 Darwin/21.5.0" })
        {
            log.Request("family", Day, userAgent: app);
        }

        await CountAsync(log);
        await CountAsync(log);
        Assert.Equal("""[{"day":"2026-12-01","listeners":2}]""", (await ReadAsync())["sharing"]!.ToJsonString());
    }

    [Fact]
    public async Task Count_OfAWholeArchiveByOneListener_CountsEveryEpisode()
    {
        var log = new AccessLog();
        foreach (var number in Enumerable.Range(0, 250))
        {
            log.Request("ada", Day, $"episode-{number}/a/audio.mp3");
        }

        Assert.Equal(250, await DownloadsAsync(log));
        Assert.Equal(0, await DownloadsAsync(log));
    }

    [Fact]
    public async Task Get_AsCsv_HasALineForEachDayEpisodeAndApp()
    {
        await CountAsync(new AccessLog().Request("ada", Day).Request("bob", Day).Request("cid", Day.AddDays(-2), "two/a/two.mp3", "Overcast/3.0 (x)"));
        var response = await FunctionSystem.InvokeAsync(
            _system.NewPublisherApi(), "GET", "/shows/news/statistics?from=2026-11-01&to=2026-12-01", new Dictionary<string, string> { ["accept"] = "text/csv" });
        Assert.Equal((200, "text/csv; charset=utf-8"), (response.StatusCode, response.Headers["content-type"]));
        Assert.Equal(
            "day,episode,app,downloads\r\n2026-11-29,two,Overcast,1\r\n2026-12-01,one,AntennaPod,2\r\n", response.Body.ReplaceLineEndings("\r\n"));
    }

    [Theory]
    [InlineData("?from=2026-12-01&to=2026-12-01", 1)]
    [InlineData("?to=2026-11-30", 0)]
    [InlineData("?from=2026-12-01", 1)]
    [InlineData("", 1)]
    public async Task Get_OfDays_HasTheDownloadsOfThese(string query, int expected)
    {
        await CountAsync(new AccessLog().Request("ada", Day));
        var (status, body, _) = await _system.CallAsync("GET", "/shows/news/statistics" + query);
        Assert.Equal((200, expected), (status, (int?)body["downloads"]));
    }

    [Theory]
    [InlineData("?from=yesterday", 400)]
    [InlineData("?from=2026-12-02&to=2026-12-01", 400)]
    [InlineData("?from=2025-01-01&to=2026-12-01", 400)]
    [InlineData("?day=2026-12-01", 400)]
    public async Task Get_WithWrongDays_IsRefused(string query, int expected)
    {
        var (status, body, _) = await _system.CallAsync("GET", "/shows/news/statistics" + query);
        Assert.Equal((expected, "/problems#invalid-query"), (status, (string?)body["type"]));
    }

    [Fact]
    public async Task Get_OfAShowThatThereIsNot_Is404() => Assert.Equal(404, (await _system.CallAsync("GET", "/shows/other/statistics")).Status);

    private static bool IsTransaction(HttpRequestMessage request) =>
        request.Headers.TryGetValues("X-Amz-Target", out var target) && target.Single().EndsWith("TransactWriteItems", StringComparison.Ordinal);

    private async Task<int> DownloadsAsync(AccessLog log) => (await CountAsync(log)).Downloads;

    private async Task<DownloadCounterResult> CountAsync(AccessLog log, TimeProvider? time = null)
    {
        var writer = new DownloadWriter(_system.DynamoDb, _system.StatisticsTable, _system.CatalogTable, time ?? _time);
        var function = new DownloadCounterFunction(
            _system.S3, FunctionSystem.LogBucket, new(), writer, new(TextWriter.Null, _time), _time, Microsoft.Extensions.Logging.Abstractions.NullLogger<DownloadCounterFunction>.Instance);
        using var content = log.Compress();
        return await function.CountAsync(content, TestContext.Current.CancellationToken);
    }

    private async Task<JsonObject> ReadAsync() => (await _system.CallAsync("GET", "/shows/news/statistics?from=2026-11-15&to=2026-12-02")).Body;
}
