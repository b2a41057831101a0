using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.DemoData;

/// <summary>
/// Uses the publisher API as a publisher does: signed requests to the function URL, audio sent to the upload link it returns. What is there already, from
/// an earlier run or a request whose response was lost, is used and not made twice.
/// </summary>
internal sealed class DemoPublisher : IDisposable
{
    private const string Show = "demo";
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstEdgePoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestEdgePoll = TimeSpan.FromSeconds(1);

    private readonly RetryHandler _retry;
    private readonly HttpClient _publisher;
    private readonly HttpClient _http;
    private readonly StartupDeadline _deadline;
    private readonly Uri _edge;

    // The same for each attempt of this run, so that an attempt whose response was lost is not a second subscriber.
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;

    public DemoPublisher(LocalAwsResource aws)
    {
        var signing = new SigV4SigningHandler(
            new BasicAWSCredentials(aws.AccessKeyId, aws.SecretAccessKey), RegionEndpoint.GetBySystemName(aws.Region), "lambda", Loopback.CreateHandler());
        _retry = new(AttemptTimeout, TimeProvider.System, signing);
        _publisher = new(_retry) { BaseAddress = new(aws.Publisher.Url), Timeout = Timeout.InfiniteTimeSpan };
        _http = new(new RetryHandler(AttemptTimeout, TimeProvider.System, Loopback.CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
        _edge = new(aws.Edge.Url);
        _deadline = aws.Deadline;
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
            throw new DistributedApplicationException($"it was not finished within {_deadline.Description}; the last failure of the publisher API was: {_retry.LastFailure}.");
        }
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _http.Dispose();
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
        var active = CreateServedSubscriberAsync(year, isNew, cancellationToken);
        var lapsed = EnsureSubscriberAsync("lapsed", -TimeSpan.FromDays(1), isNew, cancellationToken);
        var revoked = CreateRevokedSubscriberAsync(year, isNew, cancellationToken);
        await Task.WhenAll([active, lapsed, revoked, .. episodes.Select(episode => PublishAsync(episode, cancellationToken))]);

        return new(await active, FeedOf(await lapsed), await revoked);
    }

    // The first token's signing key has to reach the edge before the edge knows the token from a forged one.
    private async Task WaitForEdgeAsync(Uri feed, CancellationToken cancellationToken)
    {
        for (var delay = FirstEdgePoll; ; delay = delay * 2 < LongestEdgePoll ? delay * 2 : LongestEdgePoll)
        {
            using var response = await _http.GetAsync(feed, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(delay, cancellationToken);
        }
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
        if (created is null)
        {
            return;
        }

        var upload = created["upload"]!;
        using var request = new HttpRequestMessage(HttpMethod.Parse(upload["method"]!.GetValue<string>()), upload["url"]!.GetValue<string>())
        {
            Content = new ByteArrayContent(episode.Content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(episode.ContentType) } },
        };
        using var response = await _http.SendAsync(request, cancellationToken);
        await EnsureSuccessAsync(response, $"the upload of the episode {episode.Id}", cancellationToken);
    }

    private async Task<Uri> CreateServedSubscriberAsync(TimeSpan validFor, bool isNew, CancellationToken cancellationToken)
    {
        var feed = FeedOf(await EnsureSubscriberAsync("active", validFor, isNew, cancellationToken));
        await WaitForEdgeAsync(feed, cancellationToken);
        return feed;
    }

    private async Task<Uri> CreateRevokedSubscriberAsync(TimeSpan validFor, bool isNew, CancellationToken cancellationToken)
    {
        var subscriber = await EnsureSubscriberAsync("revoked", validFor, isNew, cancellationToken);
        await SendAsync(HttpMethod.Post, $"subscribers/{subscriber["id"]!.GetValue<string>()}/revoke", [], cancellationToken);
        return FeedOf(subscriber);
    }

    private async Task<JsonNode> EnsureSubscriberAsync(string name, TimeSpan validFor, bool isNew, CancellationToken cancellationToken)
    {
        var email = $"{name}@example.com";
        if (!isNew)
        {
            var found = await SendAsync(HttpMethod.Post, "subscribers/search", new() { ["email"] = email }, cancellationToken);
            if (found["items"]!.AsArray() is [{ } existing, ..])
            {
                return await SendAsync(HttpMethod.Get, $"subscribers/{existing["id"]!.GetValue<string>()}/feeds", body: null, cancellationToken);
            }
        }

        return await SendAsync(HttpMethod.Post, "subscribers", new()
        {
            ["email"] = email,
            ["shows"] = new JsonArray(Show),
            ["expiresAt"] = (_started + validFor).ToString("O"),
        }, cancellationToken, idempotencyKey: $"demo-{name}-{_run}");
    }

    private Uri FeedOf(JsonNode subscriber) => new(_edge, subscriber["feeds"]![Show]!.GetValue<string>());

    /// <summary>Returns null when it is there already.</summary>
    private async Task<JsonNode?> TryCreateAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, path, body);
        using var response = await _publisher.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.Conflict ? null : await ReadAsync(response, $"POST /{path}", cancellationToken);
    }

    private async Task<JsonNode> SendAsync(
        HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using var request = Request(method, path, body);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("idempotency-key", idempotencyKey);
        }

        using var response = await _publisher.SendAsync(request, cancellationToken);
        return await ReadAsync(response, $"{method} /{path}", cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body) => new(method, new Uri(path, UriKind.Relative))
    {
        Content = body is null ? null : new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")),
    };

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, string step, CancellationToken cancellationToken)
    {
        await EnsureSuccessAsync(response, step, cancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, string step, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new DistributedApplicationException(
                $"{step} was refused with status {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
