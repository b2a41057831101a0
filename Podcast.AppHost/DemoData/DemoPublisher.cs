using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.Publisher;

namespace Podcast.AppHost.DemoData;

/// <summary>Fills the system through the publisher API. What is there from an earlier run is kept, and the subscribers are as they were in the beginning.</summary>
internal sealed class DemoPublisher(LocalAwsResource aws) : IDisposable
{
    private const string Show = "demo";
    private static readonly TimeSpan EdgeTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EdgePoll = TimeSpan.FromMilliseconds(50);

    private readonly PublisherClient _publisher = new(aws);
    private readonly HttpClient _player = new(Loopback.CreateHandler()) { Timeout = EdgeTimeout };

    public async Task<DemoFeeds> PublishAsync(IReadOnlyList<DemoEpisode> episodes, CancellationToken cancellationToken)
    {
        var isFirst = await CreateAsync("shows", Show, new()
        {
            ["id"] = Show,
            ["title"] = "The demo show",
            ["description"] = "Two melodies, to hear that everything between the publisher and the subscriber works.",
            ["author"] = "Podcast",
            ["language"] = "en",
        }, cancellationToken) is not null;

        // The show has to be there first; after that nothing depends on anything else.
        var year = TimeSpan.FromDays(365);
        var active = ServeAsync(EnsureSubscriberAsync("active", year, isFirst, cancellationToken), cancellationToken);
        var lapsed = EnsureSubscriberAsync("lapsed", -TimeSpan.FromDays(1), isFirst, cancellationToken);
        var revoked = RevokeAsync(EnsureSubscriberAsync("revoked", year, isFirst, cancellationToken), cancellationToken);
        await Task.WhenAll([active, lapsed, revoked, .. episodes.Select(episode => PublishAsync(episode, cancellationToken))]);

        return new(await active, FeedOf(await lapsed), await revoked);
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _player.Dispose();
    }

    private async Task PublishAsync(DemoEpisode episode, CancellationToken cancellationToken)
    {
        var created = await CreateAsync($"shows/{Show}/episodes", episode.Id, new()
        {
            ["id"] = episode.Id,
            ["title"] = episode.Title,
            ["description"] = $"{episode.DurationSeconds} seconds.",
            ["durationSeconds"] = episode.DurationSeconds,
            ["contentType"] = episode.ContentType,
            ["contentLength"] = episode.Content.Length,
        }, cancellationToken);
        if (created is not null)
        {
            await _publisher.UploadAsync(created["upload"]!, episode.Content, episode.ContentType, cancellationToken);
        }
    }

    /// <returns>What was created, or <see langword="null"/> when it is there already.</returns>
    private async Task<JsonNode?> CreateAsync(string path, string id, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            await _publisher.GetAsync($"{path}/{id}", cancellationToken);
            return null;
        }
        catch (PublisherApiException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return await _publisher.PostAsync(path, body, cancellationToken);
        }
    }

    private async Task<JsonNode> EnsureSubscriberAsync(string name, TimeSpan validFor, bool isFirst, CancellationToken cancellationToken)
    {
        var email = $"{name}@example.com";
        var expiresAt = (DateTimeOffset.UtcNow + validFor).ToString("O");
        if (isFirst || await _publisher.FindSubscribersAsync(email, cancellationToken) is not [var found, ..])
        {
            return await _publisher.PostAsync("subscribers", new()
            {
                ["email"] = email,
                ["shows"] = new JsonArray(Show),
                ["expiresAt"] = expiresAt,
            }, cancellationToken);
        }

        // The address stays the same, whatever was done to the subscriber meanwhile.
        var path = $"subscribers/{found["id"]!.GetValue<string>()}";
        await _publisher.PostAsync($"{path}/restore", [], cancellationToken);
        await _publisher.PostAsync($"{path}/renew", new() { ["expiresAt"] = expiresAt }, cancellationToken);
        return await _publisher.GetAsync($"{path}/feeds", cancellationToken);
    }

    private async Task<Uri> RevokeAsync(Task<JsonNode> creation, CancellationToken cancellationToken)
    {
        var subscriber = await creation;
        await _publisher.PostAsync($"subscribers/{subscriber["id"]!.GetValue<string>()}/revoke", [], cancellationToken);
        return FeedOf(subscriber);
    }

    // The first token's signing key has to reach the edge before the edge knows the token from a forged one.
    private async Task<Uri> ServeAsync(Task<JsonNode> creation, CancellationToken cancellationToken)
    {
        var feed = FeedOf(await creation);
        var started = Stopwatch.GetTimestamp();
        for (; ; )
        {
            using var request = Untraced(feed);
            using var response = await _player.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return feed;
            }

            if (Stopwatch.GetElapsedTime(started) > EdgeTimeout)
            {
                throw new DistributedApplicationException(
                    $"The edge does not serve the active subscriber's feed after {EdgeTimeout.TotalSeconds:0} seconds; its last status is {(int)response.StatusCode}.");
            }

            await Task.Delay(EdgePoll, cancellationToken);
        }
    }

    // Nobody wants to see this poll among the traces: a caller that does not sample has nothing behind it sampled either
    // (https://www.w3.org/TR/trace-context/#sampled-flag).
    private static HttpRequestMessage Untraced(Uri uri) => new(HttpMethod.Get, uri)
    {
        Headers = { { "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" } },
    };

    private Uri FeedOf(JsonNode subscriber) => _publisher.FeedsOf(subscriber)[Show];
}
