using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Podcast.Tests.EndToEnd;

/// <summary>What a subscriber notices while a part of the system is down: nothing.</summary>
[Collection(AppHostCollection.Name)]
public sealed class OutageTests(AppHostFixture app)
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyValueStore_WhileItIsDown_FeedsAndAudioAreServed()
    {
        var commands = app.Services.GetRequiredService<ResourceCommandService>();
        using var player = new HttpClient();
        var feed = new Uri(app.Endpoints["feeds"]!["active"]!.ToString());

        Assert.True((await commands.ExecuteCommandAsync("aws", "kvs-outage", TestToken)).Success);
        try
        {
            var rss = System.Xml.Linq.XDocument.Parse(await player.GetStringAsync(feed, TestToken));
            var enclosure = rss.Descendants("enclosure").First().Attribute("url")!.Value;
            using var audio = await player.GetAsync(new Uri(enclosure), HttpCompletionOption.ResponseHeadersRead, TestToken);
            Assert.Equal(HttpStatusCode.OK, audio.StatusCode);
            Assert.StartsWith("audio/", audio.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        }
        finally
        {
            Assert.True((await commands.ExecuteCommandAsync("aws", "clear-faults", TestToken)).Success);
        }

        using var recovered = await player.GetAsync(feed, TestToken);
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
    }
}
