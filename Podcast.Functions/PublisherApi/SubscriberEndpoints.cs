using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi;

/// <summary>
/// <c>POST /subscribers</c>, <c>GET /subscribers/{id}</c>, <c>POST /subscribers/{id}/revoke</c> and <c>POST /subscribers/{id}/rotate</c>.
/// </summary>
internal sealed class SubscriberEndpoints(SubscriberTable subscribers, SigningKeyTable keys, CatalogTable catalog, TimeProvider time)
{
    private const int MaxAttempts = 4;

    public async Task<ApiResult> CreateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read(request, PublisherApiJsonContext.Default.CreateSubscriberRequest);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var email = body.Email?.Trim() ?? "";
        errors.Require(IsEmail(email), "email", "Has to be an e-mail address.");
        errors.Require(body.ExpiresAt is not null, "expiresAt", "Has to be a time with its offset, such as '2030-01-31T00:00:00Z'.");
        var shows = ReadShows(body, errors);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var traceParent = Activity.Current?.Id;
        var reading = keys.GetOrCreateCurrentAsync(traceParent, cancellationToken);
        var missing = await catalog.FindMissingShowsAsync(shows, cancellationToken).ConfigureAwait(false);
        var key = await reading.ConfigureAwait(false);
        if (missing.Count > 0)
        {
            errors.Add("shows", $"These shows do not exist: {string.Join(", ", missing)}.");
            return errors.ToProblem();
        }

        var now = time.GetUtcNow();
        var token = SubscriberToken.Create(key);
        var subscriber = new Subscriber
        {
            Id = RandomNumberGenerator.GetHexString(20, lowercase: true),
            Email = email,
            Status = SubscriberStatus.Active,
            Shows = shows,
            ExpiresAt = body.ExpiresAt!.Value.ToUnixTimeSeconds(),
            KeyId = key.Id,
            TokenId = token.Id,
            TokenHash = token.Hash,
            Version = 1,
            CreatedAt = now.ToUnixTimeSeconds(),
            UpdatedAt = now.ToUnixTimeSeconds(),
            TraceParent = traceParent,
        };
        return await subscribers.TryCreateAsync(subscriber, cancellationToken).ConfigureAwait(false)
            ? Answer(201, subscriber, token)
            : Problem.Conflict("The id that was drawn is taken. Send the request again.");
    }

    public async Task<ApiResult> GetAsync(string id, CancellationToken cancellationToken) =>
        await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } subscriber
            ? Answer(200, subscriber, null)
            : NotFound(id);

    public Task<ApiResult> RevokeAsync(string id, ApiRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, subscriber => Task.FromResult<Change>(
            subscriber.Status == SubscriberStatus.Revoked
                ? new(null, Answer(200, subscriber, null))
                : new(subscriber with { Status = SubscriberStatus.Revoked }, null)), cancellationToken);

    public Task<ApiResult> RotateAsync(string id, ApiRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, async subscriber =>
        {
            if (subscriber.Status == SubscriberStatus.Revoked)
            {
                return new(null, Problem.Revoked("A revoked subscriber gets no new token."));
            }

            var key = await keys.GetOrCreateCurrentAsync(Activity.Current?.Id, cancellationToken).ConfigureAwait(false);
            var token = SubscriberToken.Create(key);
            return new(
                subscriber with
                {
                    KeyId = key.Id,
                    TokenId = token.Id,
                    TokenHash = token.Hash,
                    FormerTokens = [.. subscriber.FormerTokens.Prepend(subscriber.TokenHash).Take(Subscriber.MaxFormerTokens)],
                },
                null,
                token);
        }, cancellationToken);

    private async Task<ApiResult> ChangeAsync(
        string id, ApiRequest request, Func<Subscriber, Task<Change>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
            {
                return NotFound(id);
            }

            if (request.IfMatch is { } wanted && wanted != "*" && wanted != ETag(read))
            {
                return Problem.PreconditionFailed($"The subscriber is at {ETag(read)} now. Read it again and decide anew.");
            }

            var (changed, answer, token) = await change(read).ConfigureAwait(false);
            if (changed is null)
            {
                return answer!;
            }

            var written = changed with
            {
                Version = read.Version + 1,
                UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
                TraceParent = Activity.Current?.Id,
            };
            if (await subscribers.TryUpdateAsync(written, cancellationToken).ConfigureAwait(false))
            {
                return Answer(200, written, token);
            }
        }

        return Problem.Conflict("The subscriber kept changing. Send the request again.");
    }

    private static string[] ReadShows(CreateSubscriberRequest body, FieldErrors errors)
    {
        var shows = (body.Shows ?? []).Select(show => show ?? "").Distinct(StringComparer.Ordinal).ToArray();
        errors.Require(shows.Length is > 0 and <= AccessEntry.MaxShows, "shows", $"Has to name 1 to {AccessEntry.MaxShows} shows by id.");
        for (var i = 0; i < shows.Length; i++)
        {
            errors.Require(Slug.IsValid(shows[i]), $"shows/{i}", $"Has to be {Slug.Rule}.");
        }

        return shows;
    }

    // Whether mail arrives there only mail can tell; this keeps out what is certainly something else.
    private static bool IsEmail(string text) =>
        text.Length is >= 3 and <= 254
        && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at == text.LastIndexOf('@')
        && at < text.Length - 1
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));

    private ApiResult Answer(int status, Subscriber subscriber, SubscriberToken? token) =>
        new(status, SubscriberResponse.From(subscriber, token, time.GetUtcNow()))
        {
            Location = status == 201 ? $"/subscribers/{subscriber.Id}" : null,
            ETag = ETag(subscriber),
        };

    private static string ETag(Subscriber subscriber) => string.Create(CultureInfo.InvariantCulture, $"\"{subscriber.Version}\"");

    private static Problem NotFound(string id) => Problem.NotFound($"The subscriber '{id}'");

    /// <summary>What to write, or what to answer without writing.</summary>
    private sealed record Change(Subscriber? Changed, ApiResult? Answer, SubscriberToken? Token = null);
}
