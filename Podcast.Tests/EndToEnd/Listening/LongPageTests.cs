using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Podcast.AppHost.DemoData;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;

namespace Podcast.Tests.EndToEnd.Listening;

/// <summary>
/// The page of a show with 200 episodes in a real browser, beside one with ten. Jank is what grows with the page while nothing more is shown: what the script changes when it
/// plays, and what is laid out when notes are opened. These are counted, so that a busy machine measures the same.
/// </summary>
public sealed class LongPageTests : IAsyncLifetime
{
    private const int Few = 10;
    private const int Many = 200;
    private const int MostElementsOfAnEpisode = 45;
    private const int MostBytesOfAnEpisode = 6_000;
    private const int SampleRate = 8_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 30, 0, TimeSpan.Zero);
    private static readonly byte[] Audio = WaveFile.Create(new short[20 * SampleRate], SampleRate);

    private static readonly Show Show = new()
    {
        Id = "long",
        Title = "A long show",
        Description = "What happened, and what to think of it.",
        Author = "Somebody",
        Language = "en",
        Guid = PodcastGuid.FromAddress("https://news.example/feed"),
        CreatedAt = 0,
        UpdatedAt = Now.ToUnixTimeSeconds(),
    };

    private WebApplication _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/pages/{count:int}", (int count, HttpRequest request) => Results.Bytes(WritePage(count, request.Host.Value!), "text/html; charset=utf-8"));
        _app.MapGet("/assets/{hash}/{name}", (HttpRequest request) =>
        {
            var asset = PageAssets.Respond(request.Path);
            return Results.Bytes(Encoding.UTF8.GetBytes(asset.Body), asset.Headers["content-type"]);
        });
        _app.MapGet("/{token}/media/{**file}", () => Results.Bytes(Audio, "audio/wav", enableRangeProcessing: true));
        await _app.StartAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Page_WithTwoHundredEpisodes_DoesNoMoreWhilePlayingThanOneWithTen()
    {
        Assert.SkipUnless(Browser.Path is not null, "Chromium is not installed.");
        var pages = new Uri(_app.Urls.Single() + "/pages/");
        var seen = await ListenerPage.RunAsync(
            "long", new Dictionary<string, string> { ["PAGE"] = new Uri(pages, $"{Many}").ToString(), ["SHORT"] = new Uri(pages, $"{Few}").ToString() }, null, Cancellation);
        Assert.SkipUnless(seen is not null, "npm has no Playwright or axe-core.");
        TestContext.Current.AddAttachment("figures", seen.ToJsonString());

        var (few, many) = (seen["short"]!, seen["long"]!);
        Assert.Equal((Few, Many), (Count(few, "episodes"), Count(many, "episodes")));
        Assert.All([few, many], page =>
        {
            Assert.Empty(page["problems"]!.AsArray());
            Assert.False(page["isWider"]!.GetValue<bool>());
            Assert.Equal("episode current:Play", page["last"]!.ToString());
            Assert.Single(page["current"]!.AsArray());
        });
        Assert.True(Count(few, "mutations") > 0);
        Assert.InRange(Count(many, "mutations"), 1, Count(few, "mutations"));
        Assert.InRange(Count(many, "opened"), 0, Count(few, "opened") + 3);
        Assert.InRange((Count(many, "elements") - Count(few, "elements")) / (Many - Few), 1, MostElementsOfAnEpisode);
        Assert.InRange((Count(many, "bytes") - Count(few, "bytes")) / (Many - Few), 1, MostBytesOfAnEpisode);
    }

    private static int Count(JsonNode page, string name) => page[name]!.GetValue<int>();

    private static byte[] WritePage(int count, string host)
    {
        var address = FeedAddress.Read("http", host, SubscriberToken.Create(SigningKey.Create("01")))!;
        return PageWriter.WriteShow(Show, new([.. Enumerable.Range(1, count).Select(CreateEpisode)]), address).ToArray();
    }

    private static Episode CreateEpisode(int number) => new()
    {
        Show = Show.Id,
        Id = $"episode-{number}",
        Title = $"Episode {number}: what happened, and what to think of it",
        Description = "What happened, told at the length of a usual summary, so that its three lines are full on a phone and a fourth would be cut off behind them.",
        ContentType = "audio/wav",
        ContentLength = Audio.Length,
        DurationSeconds = 20,
        File = "audio.wav",
        PublishedAt = Now.AddDays(-number).ToUnixTimeSeconds(),
        CreatedAt = 0,
        Details = new()
        {
            Notes = "<p>" + string.Concat(Enumerable.Repeat("What <b>happened</b>, and <a href=\"https://example.com/\">what to think</a> of it. ", 10)) + "</p>",
        },
    };
}
