using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.DemoData;

/// <summary>Uses the publisher API as a publisher does: signed requests to the function URL, audio sent to the upload link it returns.</summary>
internal sealed class DemoPublisher : IDisposable
{
    private const string Show = "demo";
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EdgeTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EdgePoll = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _publisher;
    private readonly HttpClient _http = new() { Timeout = RequestTimeout };
    private readonly Uri _edge;

    public DemoPublisher(LocalAwsResource aws)
    {
        var signing = new SigV4SigningHandler(
            new BasicAWSCredentials(aws.AccessKeyId, aws.SecretAccessKey), RegionEndpoint.GetBySystemName(aws.Region), "lambda", new SocketsHttpHandler());
        _publisher = new(signing) { BaseAddress = new(aws.Publisher.Url), Timeout = RequestTimeout };
        _edge = new(aws.Edge.Url);
    }

    public async Task<DemoFeeds> PublishAsync(IReadOnlyList<DemoEpisode> episodes, CancellationToken cancellationToken)
    {
        await PostAsync("shows", new()
        {
            ["id"] = Show,
            ["title"] = "The demo show",
            ["description"] = "Two melodies, to hear that everything between the publisher and the subscriber works.",
            ["author"] = "Podcast",
            ["language"] = "en",
        }, cancellationToken);

        // The show has to be there first; after that nothing depends on anything else.
        var year = TimeSpan.FromDays(365);
        var active = CreateServedSubscriberAsync(year, cancellationToken);
        var lapsed = CreateSubscriberAsync("lapsed", -TimeSpan.FromDays(1), cancellationToken);
        var revoked = CreateRevokedSubscriberAsync(year, cancellationToken);
        await Task.WhenAll([active, lapsed, revoked, .. episodes.Select(episode => PublishAsync(episode, cancellationToken))]);

        return new(await active, await lapsed, await revoked);
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _http.Dispose();
    }

    // The first token's signing key has to reach the edge before the edge knows the token from a forged one.
    private async Task WaitForEdgeAsync(Uri feed, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (; ; )
        {
            using var response = await _http.GetAsync(feed, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(started) > EdgeTimeout)
            {
                await EnsureSuccessAsync(response, "GET the active subscriber's feed", cancellationToken);
            }

            await Task.Delay(EdgePoll, cancellationToken);
        }
    }

    private async Task PublishAsync(DemoEpisode episode, CancellationToken cancellationToken)
    {
        var created = await PostAsync($"shows/{Show}/episodes", new()
        {
            ["id"] = episode.Id,
            ["title"] = episode.Title,
            ["description"] = $"{episode.DurationSeconds} seconds.",
            ["durationSeconds"] = episode.DurationSeconds,
            ["contentType"] = episode.ContentType,
            ["contentLength"] = episode.Content.Length,
        }, cancellationToken);

        var upload = created["upload"]!;
        using var request = new HttpRequestMessage(HttpMethod.Parse(upload["method"]!.GetValue<string>()), upload["url"]!.GetValue<string>())
        {
            Content = new ByteArrayContent(episode.Content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(episode.ContentType) } },
        };
        using var response = await _http.SendAsync(request, cancellationToken);
        await EnsureSuccessAsync(response, $"upload the episode {episode.Id}", cancellationToken);
    }

    private async Task<Uri> CreateServedSubscriberAsync(TimeSpan validFor, CancellationToken cancellationToken)
    {
        var feed = await CreateSubscriberAsync("active", validFor, cancellationToken);
        await WaitForEdgeAsync(feed, cancellationToken);
        return feed;
    }

    private async Task<Uri> CreateRevokedSubscriberAsync(TimeSpan validFor, CancellationToken cancellationToken)
    {
        var subscriber = await PostSubscriberAsync("revoked", validFor, cancellationToken);
        await PostAsync($"subscribers/{subscriber["id"]!.GetValue<string>()}/revoke", [], cancellationToken);
        return FeedOf(subscriber);
    }

    private async Task<Uri> CreateSubscriberAsync(string name, TimeSpan validFor, CancellationToken cancellationToken) =>
        FeedOf(await PostSubscriberAsync(name, validFor, cancellationToken));

    private Task<JsonNode> PostSubscriberAsync(string name, TimeSpan validFor, CancellationToken cancellationToken) =>
        PostAsync("subscribers", new()
        {
            ["email"] = $"{name}@example.com",
            ["shows"] = new JsonArray(Show),
            ["expiresAt"] = (DateTimeOffset.UtcNow + validFor).ToString("O"),
        }, cancellationToken);

    private Uri FeedOf(JsonNode subscriber) => new(_edge, subscriber["feeds"]![Show]!.GetValue<string>());

    private async Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using var response = await _publisher.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        await EnsureSuccessAsync(response, $"POST /{path}", cancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, string step, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new DistributedApplicationException(
                $"{step} was answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
