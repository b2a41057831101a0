using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;

namespace Podcast.Tests.EndToEnd;

/// <summary>The edge's store is down in the running system: subscribers are served by the fallback, and as before once it is back.</summary>
[Collection(AppHostCollection.Name)]
public sealed class StoreOutageTests(AppHostFixture app) : IDisposable
{
    private readonly HttpClient _player = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private Uri Fault => new($"{Text("aws").TrimEnd('/')}/_localaws/faults/store-outage");

    public void Dispose() => _player.Dispose();

    [Fact]
    public async Task FeedsAndAudio_StoreDown_ComeThroughTheFallbackUntilItIsBack()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var feed = new Uri(app.Endpoints["feeds"]!["active"]!.GetValue<string>());
        var audio = await ReadFirstEnclosureAsync(feed);
        using var asBefore = await _player.GetAsync(audio, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, asBefore.StatusCode);
        var bytes = await asBefore.Content.ReadAsByteArrayAsync(cancellationToken);

        using (await _player.PutAsJsonAsync(Fault, new { service = "cf.kvs", kind = "outage" }, cancellationToken))
        {
            try
            {
                Assert.Equal(audio, await ReadFirstEnclosureAsync(feed));
                using var redirect = await _player.GetAsync(audio, cancellationToken);
                Assert.Equal(HttpStatusCode.TemporaryRedirect, redirect.StatusCode);
                Assert.Contains("no-store", redirect.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
                Assert.Equal(bytes, await _player.GetByteArrayAsync(redirect.Headers.Location, cancellationToken));

                // Who has no access has none now.
                var revoked = new Uri(app.Endpoints["feeds"]!["revoked"]!.GetValue<string>());
                using var refused = await _player.GetAsync(
                    new Uri(audio.ToString().Replace(audio.Segments[1], revoked.Segments[1], StringComparison.Ordinal)), cancellationToken);
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
                var forged = feed.ToString().Replace(feed.Segments[1], new string('a', feed.Segments[1].Length - 1) + "/", StringComparison.Ordinal);
                using var unknown = await _player.GetAsync(new Uri(forged), cancellationToken);
                Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            }
            finally
            {
                using var removed = await _player.DeleteAsync(Fault, CancellationToken.None);
            }
        }

        using var again = await _player.GetAsync(audio, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private string Text(string name) => app.Endpoints[name]!.GetValue<string>();

    private async Task<Uri> ReadFirstEnclosureAsync(Uri feed)
    {
        using var response = await _player.GetAsync(feed, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var rss = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return new(rss.Descendants("enclosure").First().Attribute("url")!.Value);
    }
}
