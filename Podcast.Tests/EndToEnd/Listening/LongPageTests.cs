using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.Client;

namespace Podcast.Tests.EndToEnd.Listening;

/// <summary>The page of a show with 200 episodes in a real browser: what it measured is kept beside the screenshots.</summary>
[Collection(AppHostCollection.Name)]
public sealed class LongPageTests(AppHostFixture app) : IDisposable
{
    private const int Episodes = 200;

    private readonly PublisherClient _publisher = app.CreatePublisher();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _publisher.Dispose();

    [Fact]
    public async Task Page_WithTwoHundredEpisodes_ShowsAllAndItsFiguresAreKept()
    {
        Assert.SkipUnless(Browser.Path is not null, "Chromium is not installed.");
        var show = $"long-{Guid.NewGuid():N}"[..20];
        await _publisher.PostAsync(
            "shows", new() { ["id"] = show, ["title"] = "A long show", ["description"] = "About.", ["author"] = "Somebody", ["language"] = "en" }, Cancellation);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Episodes), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation }, (number, _) => PublishAsync(show, number));
        var subscriber = (await _publisher.PostAsync(
            "subscribers",
            new()
            {
                ["email"] = $"{Guid.NewGuid():N}@example.com",
                ["shows"] = new JsonArray(show),
                ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O", CultureInfo.InvariantCulture),
            },
            Cancellation)).Json;

        var page = $"{app.Endpoints["edge"]!.GetValue<string>().TrimEnd('/')}/{subscriber["token"]}/shows/{show}";
        var seen = await ListenerPage.RunAsync("long", new Dictionary<string, string> { ["PAGE"] = page }, null, Cancellation);
        Assert.SkipUnless(seen is not null, "npm has no Playwright or axe-core.");

        await File.WriteAllTextAsync(Path.Combine(ListenerPage.Screenshots, "page-of-200-episodes.json"), seen["figures"]!.ToJsonString(), Cancellation);
        TestContext.Current.AddAttachment("page of 200 episodes", seen["figures"]!.ToJsonString());
        Assert.Equal(Episodes, seen["episodes"]!.GetValue<int>());
        Assert.True(seen["areNotesShown"]!.GetValue<bool>());
        Assert.Empty(seen["problems"]!.AsArray());
        Assert.NotNull(seen["figures"]!["firstContentfulPaint"]);
    }

    private async ValueTask PublishAsync(string show, int number)
    {
        byte[] audio = [0xFF, 0xFB, 0x90, 0x00];
        var created = (await _publisher.PostAsync(
            $"shows/{show}/episodes",
            new()
            {
                ["id"] = $"episode-{number}",
                ["title"] = $"Episode {number}: what happened, and what to think of it",
                ["description"] = "What happened.",
                ["notes"] = "<p>" + string.Concat(Enumerable.Repeat("What <b>happened</b>, and <a href=\"https://example.com/\">what to think</a> of it. ", 10)) + "</p>",
                ["durationSeconds"] = 1800,
                ["contentType"] = "audio/mpeg",
                ["contentLength"] = audio.Length,
                ["publishedAt"] = DateTimeOffset.UtcNow.AddDays(-number).ToString("O", CultureInfo.InvariantCulture),
            },
            Cancellation)).Json;
        await _publisher.UploadAsync(created["upload"]!, audio, Cancellation);
    }
}
