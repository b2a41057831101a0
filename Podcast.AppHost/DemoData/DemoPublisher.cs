using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.Publisher;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.DemoData;

/// <summary>
/// Fills the system through the publisher API. What is there already, from an earlier run or a request whose response was lost, is used and not made twice;
/// the demo's subscribers are as they were in the beginning afterwards.
/// </summary>
internal sealed class DemoPublisher : IDisposable
{
    private const string Show = "demo";
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstEdgePoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestEdgePoll = TimeSpan.FromSeconds(1);

    private readonly List<RetryHandler> _retries = [];
    private readonly StartupDeadline _deadline;
    private readonly PublisherClient _publisher;
    private readonly HttpClient _player;

    // The same for each attempt of this run, so that an attempt whose response was lost is not a second subscriber.
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;

    public DemoPublisher(LocalAwsResource aws)
    {
        _deadline = aws.Deadline;
        _publisher = new(aws, Retry);
        _player = new(Retry(Loopback.CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <exception cref="DistributedApplicationException">Something was refused, or did not succeed before the start's deadline.</exception>
    public async Task<DemoFeeds> PublishAsync(IReadOnlyList<DemoEpisode> episodes, CancellationToken cancellationToken)
    {
        using var deadline = _deadline.CreateCancellation(cancellationToken);
        try
        {
            return await CreateAllAsync(episodes, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = _retries.Select(retry => retry.LastFailure).FirstOrDefault(failure => failure is not null) ?? "no response";
            throw new DistributedApplicationException($"it was not finished within {_deadline.Description}; the last failure was: {failure}.");
        }
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _player.Dispose();
    }

    private RetryHandler Retry(HttpMessageHandler inner)
    {
        var retry = new RetryHandler(AttemptTimeout, TimeProvider.System, inner);
        _retries.Add(retry);
        return retry;
    }

    private async Task<DemoFeeds> CreateAllAsync(IReadOnlyList<DemoEpisode> episodes, CancellationToken cancellationToken)
    {
        var isNew = await TryCreateAsync("shows", new()
        {
            ["id"] = Show,
            ["title"] = "The demo show",
            ["description"] = "Two melodies, to hear that everything between the publisher and the subscriber works.",
            ["author"] = "Podcast",
            ["language"] = "en",
        }, cancellationToken) is not null;

        // The show has to be there first; after that nothing depends on anything else.
        var year = TimeSpan.FromDays(365);
        var active = ServeAsync(EnsureSubscriberAsync("active", year, isNew, cancellationToken), cancellationToken);
        var lapsed = EnsureSubscriberAsync("lapsed", -TimeSpan.FromDays(1), isNew, cancellationToken);
        var revoked = RevokeAsync(EnsureSubscriberAsync("revoked", year, isNew, cancellationToken), cancellationToken);
        await Task.WhenAll([active, lapsed, revoked, .. episodes.Select(episode => PublishAsync(episode, cancellationToken))]);

        return new(await active, FeedOf(await lapsed), await revoked);
    }

    private async Task PublishAsync(DemoEpisode episode, CancellationToken cancellationToken)
    {
        var created = await TryCreateAsync($"shows/{Show}/episodes", new()
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
    private async Task<JsonNode?> TryCreateAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            return await _publisher.PostAsync(path, body, cancellationToken);
        }
        catch (PublisherApiException existing) when (existing.Status == HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    private async Task<JsonNode> EnsureSubscriberAsync(string name, TimeSpan validFor, bool isNew, CancellationToken cancellationToken)
    {
        var email = $"{name}@example.com";
        var expiresAt = (_started + validFor).ToString("O");
        if (isNew || await _publisher.FindSubscribersAsync(email, cancellationToken) is not [var found, ..])
        {
            return await _publisher.PostAsync("subscribers", new()
            {
                ["email"] = email,
                ["shows"] = new JsonArray(Show),
                ["expiresAt"] = expiresAt,
            }, cancellationToken, idempotencyKey: $"demo-{name}-{_run}");
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

    // The first token's signing key has to reach the edge before the edge can tell the token from a forged one.
    private async Task<Uri> ServeAsync(Task<JsonNode> creation, CancellationToken cancellationToken)
    {
        var feed = FeedOf(await creation);
        for (var delay = FirstEdgePoll; ; delay = delay * 2 < LongestEdgePoll ? delay * 2 : LongestEdgePoll)
        {
            using var request = Untraced(feed);
            using var response = await _player.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return feed;
            }

            await Task.Delay(delay, cancellationToken);
        }
    }

    // Keeps this poll out of the traces: behind a caller that does not sample, nothing is sampled (https://www.w3.org/TR/trace-context/#sampled-flag).
    private static HttpRequestMessage Untraced(Uri uri) => new(HttpMethod.Get, uri)
    {
        Headers = { { "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" } },
    };

    private Uri FeedOf(JsonNode subscriber) => _publisher.FeedsOf(subscriber)[Show];
}
