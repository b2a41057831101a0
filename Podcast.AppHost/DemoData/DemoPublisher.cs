using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.Startup;
using Podcast.Client;

namespace Podcast.AppHost.DemoData;

/// <summary>
/// Fills the system through the publisher API. What is there already, from an earlier run or a request whose response was lost, is used and not made twice;
/// the demo's subscribers are as they were in the beginning afterwards.
/// </summary>
internal sealed class DemoPublisher : IDisposable
{
    private const string Show = "demo";

    // The listener whose subscription is active has a second one, to this show, behind the same token.
    private const string Extras = "demo-extras";
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
        _publisher = new(aws.PublisherConnection, Loopback.CreateHandler, Retry);
        _player = new(Retry(Loopback.CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <exception cref="PublisherApiException">Something was refused.</exception>
    /// <exception cref="DistributedApplicationException">It did not succeed before the start's deadline.</exception>
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
        var isNew = (await Task.WhenAll(
            CreateShowAsync(
                Show,
                "The demo show",
                "Two melodies, to hear that everything between the publisher and the subscriber works.",
                DemoArtwork.Create((0x10, 0x4E, 0x8B), (0xF2, 0xC1, 0x4E)),
                cancellationToken),
            CreateShowAsync(
                Extras,
                "The demo's extras",
                "A second show, which the active listener has by a second subscription.",
                DemoArtwork.Create((0x7A, 0x1F, 0x3D), (0xE8, 0xE4, 0xD9)),
                cancellationToken)))
            .All(created => created);

        // The shows have to be there first; after that nothing depends on anything else.
        var (year, month) = (TimeSpan.FromDays(365), TimeSpan.FromDays(30));
        var active = ServeAsync(EnsureSubscriberAsync("active", [(Show, year), (Extras, month)], isNew, cancellationToken), cancellationToken);
        var lapsed = EnsureSubscriberAsync("lapsed", [(Show, -TimeSpan.FromDays(1))], isNew, cancellationToken);
        var revoked = RevokeAsync(EnsureSubscriberAsync("revoked", [(Show, year)], isNew, cancellationToken), cancellationToken);
        await Task.WhenAll(
        [
            active, lapsed, revoked, PublishAsync(Extras, episodes[0], cancellationToken),
            .. episodes.Select(episode => PublishAsync(Show, episode, cancellationToken)),
        ]);

        return new(await active, FeedOf(await lapsed), await revoked);
    }

    private async Task<bool> CreateShowAsync(string id, string title, string description, byte[] artwork, CancellationToken cancellationToken)
    {
        var created = await TryCreateAsync("shows", new()
        {
            ["id"] = id,
            ["title"] = title,
            ["description"] = description,
            ["author"] = "Podcast",
            ["language"] = "en",
            ["categories"] = new JsonArray("Music > Music Commentary", "Technology"),
            ["owner"] = new JsonObject { ["name"] = "Podcast", ["email"] = "publisher@example.com" },
            ["copyright"] = "CC0 1.0",
            ["link"] = "https://example.com/",
            ["funding"] = new JsonArray(new JsonObject { ["url"] = "https://example.com/support", ["text"] = "Support the show" }),
            ["persons"] = new JsonArray(new JsonObject { ["name"] = "A sine wave", ["role"] = "host" }),
        }, cancellationToken);

        // An earlier attempt may have ended between the two.
        if ((created ?? (await _publisher.GetAsync($"shows/{id}", cancellationToken)).Json)["artwork"] is null)
        {
            await _publisher.PutAsync($"shows/{id}/artwork", artwork, DemoArtwork.ContentType, cancellationToken);
        }

        return created is not null;
    }

    private async Task PublishAsync(string show, DemoEpisode episode, CancellationToken cancellationToken)
    {
        var created = await TryCreateAsync($"shows/{show}/episodes", new()
        {
            ["id"] = episode.Id,
            ["title"] = episode.Title,
            ["notes"] = $"<p>{episode.Title}: <b>{episode.DurationSeconds} seconds</b> of a melody, in two parts.</p>"
                + "<ul><li>the first half</li><li>the second half</li></ul><p>Made by <a href=\"https://ffmpeg.org\">ffmpeg</a> where it is installed.</p>",
            ["number"] = episode.Number,
            // A day apart, so that apps list them in their order.
            ["publishedAt"] = _started.AddDays(episode.Number - 3).ToString("O"),
            ["durationSeconds"] = episode.DurationSeconds,
            ["contentType"] = episode.ContentType,
            ["contentLength"] = episode.Content.Length,
        }, cancellationToken);
        var path = $"shows/{show}/episodes/{episode.Id}";
        if (created is null && (await _publisher.GetAsync(path, cancellationToken)).Json["status"]!.GetValue<string>() == "awaiting-upload")
        {
            // An earlier attempt ended before its audio arrived.
            created = (await _publisher.GetAsync($"{path}/upload", cancellationToken)).Json;
        }

        if (created is not null)
        {
            await _publisher.UploadAsync(created["upload"]!, episode.Content, cancellationToken);
            await _publisher.PutAsync($"{path}/chapters", episode.Chapters, "application/json+chapters", cancellationToken);
            await _publisher.PutAsync($"{path}/transcripts/en", episode.Transcript, "text/vtt", cancellationToken);
        }
    }

    /// <returns>What was created, or <see langword="null"/> when it is there already.</returns>
    private async Task<JsonNode?> TryCreateAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            return (await _publisher.PostAsync(path, body, cancellationToken)).Json;
        }
        catch (PublisherApiException existing) when (existing.Status == HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    private async Task<JsonNode> EnsureSubscriberAsync(
        string name, (string Show, TimeSpan ValidFor)[] subscriptions, bool isNew, CancellationToken cancellationToken)
    {
        var email = $"{name}@example.com";
        var found = !isNew && await _publisher.FindSubscribersAsync(email, cancellationToken) is [var first, ..] ? first : null;
        if (found is not null)
        {
            await _publisher.PostAsync($"{PathOf(found)}/restore", [], cancellationToken);
        }

        // The address stays the same, whatever was done to the subscriber meanwhile.
        JsonNode? subscriber = null;
        foreach (var (show, validFor) in subscriptions)
        {
            var expiresAt = (_started + validFor).ToString("O");
            if (FindSubscription(found, show) is { } subscription)
            {
                await _publisher.PostAsync($"{PathOf(found!)}/subscriptions/{subscription}/renew", new() { ["expiresAt"] = expiresAt }, cancellationToken);
            }
            else
            {
                subscriber = (await _publisher.PostAsync("subscribers", new()
                {
                    ["email"] = email,
                    ["shows"] = new JsonArray(show),
                    ["expiresAt"] = expiresAt,
                }, cancellationToken, idempotencyKey: $"demo-{name}-{show}-{_run}")).Json;
            }
        }

        return subscriber ?? (await _publisher.GetAsync($"{PathOf(found!)}/feeds", cancellationToken)).Json;
    }

    private static string PathOf(JsonNode subscriber) => $"subscribers/{subscriber["id"]!.GetValue<string>()}";

    private static string? FindSubscription(JsonNode? subscriber, string show) => (subscriber?["subscriptions"]?.AsArray() ?? [])
        .FirstOrDefault(subscription => subscription!["shows"]!.AsArray().Any(id => id!.GetValue<string>() == show))?["id"]!.GetValue<string>();

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
