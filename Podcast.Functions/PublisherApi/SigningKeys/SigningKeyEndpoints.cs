using System.Collections.Concurrent;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Subscribers;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.SigningKeys;

/// <summary>
/// <c>GET</c> and <c>POST /signing-keys</c>, <c>POST /signing-keys/{key}/</c> <c>retire</c>, <c>revoke</c>, <c>reissue</c>, and
/// <c>GET /signing-keys/{key}/reissued</c>.
/// </summary>
internal sealed class SigningKeyEndpoints(
    SigningKeyChanges keys, SubscriberQueries queries, SubscriberChanger changer, TokenIssuer tokens, TimeProvider time)
{
    private const int MaxAttempts = 4;
    private const int ReissueItems = 400;

    /// <summary>The place before the first item, for the cursor of a first page that time cut off.</summary>
    private const string Beginning = "-";

    // Some 60 pages of the table, which take a few seconds.
    private const int RetireItems = 100_000;

    public async Task<ApiResult> ListAsync(CancellationToken cancellationToken) =>
        new(200, SigningKeyListResponse.From(await keys.ReadAsync(cancellationToken).ConfigureAwait(false)));

    public async Task<ApiResult> RotateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<RotateSigningKeyRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var read = await keys.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (read.CurrentId != body.Replaces)
        {
            return Problem.Conflict(read.CurrentId is null
                ? "No signing key exists yet: leave out 'replaces'."
                : $"The current signing key is '{read.CurrentId}': 'replaces' has to name it.");
        }

        return await keys.TryRotateAsync(read, SigningKeyStatus.Retiring, cancellationToken).ConfigureAwait(false) is null
            ? Problem.Conflict("The signing keys were changed in the meantime. Read them again.")
            : await RespondAsync(201, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ApiResult> RetireAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (PageQuery.ReadLimit(request, RetireItems, RetireItems) is not { } limit)
        {
            return PageQuery.InvalidLimit(RetireItems);
        }

        if (!PageQuery.TryReadCursor(request.Query.GetValueOrDefault("cursor"), out var place))
        {
            return PageQuery.InvalidCursor();
        }

        return await ChangeAsync(
            id,
            async (state, key) => key.Status switch
            {
                SigningKeyStatus.Retired => true,
                SigningKeyStatus.Revoked => Problem.Conflict("The signing key is revoked already."),
                _ when key.Id == state.CurrentId => Problem.SigningKeyCurrent(),
                SigningKeyStatus.Active or SigningKeyStatus.Retiring => await RetireAsync(state, key, place, limit, cancellationToken).ConfigureAwait(false),
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Nothing may hold up the revocation of a key that leaked: the current one gets a successor in the same transaction.
    public Task<ApiResult> RevokeAsync(string id, CancellationToken cancellationToken) => ChangeAsync(
        id,
        async (state, key) =>
            key.Status == SigningKeyStatus.Revoked
            || (key.Id == state.CurrentId
                ? await keys.TryRotateAsync(state, SigningKeyStatus.Revoked, cancellationToken).ConfigureAwait(false) is not null
                : await keys.TryChangeAsync(key, SigningKeyStatus.Revoked, cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    public async Task<ApiResult> ReissueAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<ReissueRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        if (!PageQuery.TryReadCursor(body.Cursor, out var place))
        {
            return PageQuery.InvalidCursor();
        }

        var state = await keys.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (state.Find(id) is null)
        {
            return NotFound();
        }

        if (id == state.CurrentId)
        {
            return Problem.SigningKeyCurrent();
        }

        place = place == Beginning ? null : place;
        var page = await queries.ScanHoldersAsync(place, ReissueItems, id, cancellationToken).ConfigureAwait(false);
        var reissued = new ConcurrentBag<SubscriberResponse>();
        var isComplete = await new BoundedWork(time).RunAsync(
            page.Subscribers,
            async (found, end) =>
            {
                var token = await tokens.CreateAsync(end).ConfigureAwait(false);
                var changed = await changer.ChangeAsync(
                    found.Id,
                    subscriber => subscriber.KeyId == id ? TokenIssuer.Replace(subscriber, token) with { ReissuedFrom = id } : null,
                    end).ConfigureAwait(false);
                if (changed?.TokenHash == token.Hash)
                {
                    reissued.Add(SubscriberResponse.From(changed, token, time.GetUtcNow()));
                }
            },
            cancellationToken).ConfigureAwait(false);

        // The same page again: those who have new tokens are no longer found by it.
        var next = isComplete ? page.Next : place ?? Beginning;
        return new(200, new SubscriberListResponse(
            [.. reissued.OrderBy(subscriber => subscriber.Id, StringComparer.Ordinal)], next is null ? null : PageQuery.Encode(next)));
    }

    /// <summary>The subscribers who got a new token in place of one under this key, with their present token: for a caller who missed a response.</summary>
    public async Task<ApiResult> ListReissuedAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (PageQuery.ReadLimit(request, ReissueItems, ReissueItems) is not { } limit)
        {
            return PageQuery.InvalidLimit(ReissueItems);
        }

        if (!PageQuery.TryReadCursor(request.Query.GetValueOrDefault("cursor"), out var place))
        {
            return PageQuery.InvalidCursor();
        }

        if ((await keys.ReadAsync(cancellationToken).ConfigureAwait(false)).Find(id) is null)
        {
            return NotFound();
        }

        var page = await queries.ScanReissuedAsync(place, limit, id, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var items = new List<SubscriberResponse>(page.Subscribers.Count);
        foreach (var subscriber in page.Subscribers)
        {
            items.Add(SubscriberResponse.From(subscriber, await tokens.FindAsync(subscriber, cancellationToken).ConfigureAwait(false), now));
        }

        var next = page.Next is null ? null : PageQuery.Encode(page.Next);
        return new(200, new SubscriberListResponse(items, next))
        {
            Next = next is null ? null : $"/signing-keys/{id}/reissued?limit={limit}&cursor={next}",
        };
    }

    // A former key signs nothing new, so a part of the table that was without it stays without it.
    private async Task<ChangeResult> RetireAsync(SigningKeyState state, SigningKey key, string? place, int limit, CancellationToken cancellationToken)
    {
        var (holders, next) = await queries.CountAsync(place, limit, key.Id, cancellationToken).ConfigureAwait(false);
        if (holders > 0)
        {
            return Problem.SigningKeyInUse(holders, next is null && place is null ? "" : "at least ");
        }

        return next is null
            ? await keys.TryChangeAsync(key, SigningKeyStatus.Retired, cancellationToken).ConfigureAwait(false)
            : new ApiResult(202, SigningKeyListResponse.From(state) with { Next = PageQuery.Encode(next) });
    }

    private async Task<ApiResult> ChangeAsync(string id, Func<SigningKeyState, SigningKey, Task<ChangeResult>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var state = await keys.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (state.Find(id) is not { } key)
            {
                return NotFound();
            }

            var result = await change(state, key).ConfigureAwait(false);
            if (result.Response is { } response)
            {
                return response;
            }

            if (result.Done)
            {
                return await RespondAsync(200, cancellationToken).ConfigureAwait(false);
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        return Problem.Conflict("The signing keys kept changing. Send the request again.");
    }

    private async Task<ApiResult> RespondAsync(int status, CancellationToken cancellationToken) =>
        new(status, SigningKeyListResponse.From(await keys.ReadAsync(cancellationToken).ConfigureAwait(false)));

    private static Problem NotFound() => Problem.NotFound("This signing key");

    /// <summary>Done, not done because another request was faster, or with a response: refused, or only begun.</summary>
    private readonly record struct ChangeResult(bool Done, ApiResult? Response)
    {
        public static implicit operator ChangeResult(bool done) => new(done, null);

        public static implicit operator ChangeResult(Problem problem) => new(false, problem);

        public static implicit operator ChangeResult(ApiResult response) => new(false, response);
    }
}
