using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Podcast.Tests.EndToEnd.Recovery;

/// <summary>
/// Adds, revokes and rotates subscribers without end, and remembers of each what was acknowledged. A request without a success leaves its subscriber's state open, and
/// nothing is said about it afterwards.
/// </summary>
internal sealed class ChangingSubscribers(HttpClient publisher, int seed)
{
    private const int Workers = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1000.0 * Workers / ChangesPerSecond);

    private readonly ConcurrentBag<string> _active = [];
    private readonly ConcurrentBag<string> _void = [];
    private int _acknowledged;
    private int _refused;

    /// <summary>How many changes are asked for in a second, as far as the machine keeps up.</summary>
    public const int ChangesPerSecond = 50;

    /// <summary>Tokens that must play.</summary>
    public IReadOnlyCollection<string> Active => _active;

    /// <summary>Tokens that were rotated away, or whose subscriber was revoked: none may play.</summary>
    public IReadOnlyCollection<string> Void => _void;

    public string Summary => $"{_acknowledged} changes acknowledged, {_refused} refused";

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => WorkAsync(new Random(seed + worker), worker, cancellationToken)));

    private async Task WorkAsync(Random random, int worker, CancellationToken cancellationToken)
    {
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            await ChangeOneAsync(random, $"listener-{worker}-{number}@example.com");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A subscriber is made, and then left as it is, revoked, or given another token.
    private async Task ChangeOneAsync(Random random, string email)
    {
        var fate = random.Next(3);
        var created = await TryPostAsync("subscribers", new { email, shows = new[] { "demo" }, expiresAt = "2035-01-31T00:00:00Z" });
        if (created is null)
        {
            return;
        }

        var token = TokenOf(created);
        switch (fate)
        {
            case 0:
                _active.Add(token);
                break;
            case 1 when await TryPostAsync($"subscribers/{created["id"]}/revoke", new { }) is not null:
                _void.Add(token);
                break;
            case 2 when await TryPostAsync($"subscribers/{created["id"]}/rotate", new { }) is { } rotated:
                _void.Add(token);
                _active.Add(TokenOf(rotated));
                break;
            default:
                break;
        }
    }

    private async Task<JsonNode?> TryPostAsync(string path, object body)
    {
        try
        {
            using var response = await publisher.PostAsJsonAsync(path, body, CancellationToken.None);
            if (response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _acknowledged);
                return await response.Content.ReadFromJsonAsync<JsonNode>(CancellationToken.None);
            }
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException or System.Text.Json.JsonException)
        {
            // Nobody knows whether it was done.
        }

        Interlocked.Increment(ref _refused);
        return null;
    }

    private static string TokenOf(JsonNode subscriber) => subscriber["feeds"]!["demo"]!.GetValue<string>().Split('/')[1];
}
