using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Podcast.Tests.EndToEnd;

/// <summary>What a subscriber notices while a part of the system is down: nothing.</summary>
[Collection(AppHostCollection.Name)]
public sealed class OutageTests(AppHostFixture app)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyValueStore_WhileItIsDown_FeedsAndAudioStillAnswer()
    {
        var commands = app.Services.GetRequiredService<ResourceCommandService>();
        using var player = new HttpClient();
        var feed = new Uri(app.Endpoints["feeds"]!["active"]!.ToString());

        Assert.True((await commands.ExecuteCommandAsync("aws", "kvs-outage", Cancelled)).Success);
        try
        {
            var rss = System.Xml.Linq.XDocument.Parse(await player.GetStringAsync(feed, Cancelled));
            var enclosure = rss.Descendants("enclosure").First().Attribute("url")!.Value;
            using var audio = await player.GetAsync(new Uri(enclosure), HttpCompletionOption.ResponseHeadersRead, Cancelled);
            Assert.Equal(HttpStatusCode.OK, audio.StatusCode);
            Assert.StartsWith("audio/", audio.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        }
        finally
        {
            Assert.True((await commands.ExecuteCommandAsync("aws", "clear-faults", Cancelled)).Success);
        }

        using var recovered = await player.GetAsync(feed, Cancelled);
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
    }
}
