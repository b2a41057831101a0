using System.Diagnostics;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Subscriptions;

/// <summary>Creates new tokens, and recreates those that subscribers have.</summary>
internal sealed class TokenIssuer(SigningKeyTable keys)
{
    public async Task<SubscriberToken> CreateAsync(CancellationToken cancellationToken) =>
        SubscriberToken.Create(await keys.GetOrCreateCurrentAsync(Activity.Current?.Id, cancellationToken).ConfigureAwait(false));

    /// <summary>The token that the subscriber has; null when its signing key is refused, and with it the token.</summary>
    public async Task<SubscriberToken?> FindAsync(Subscriber subscriber, CancellationToken cancellationToken) =>
        await keys.FindAsync(subscriber.KeyId, cancellationToken).ConfigureAwait(false) is { IsHonoured: true } key
            ? SubscriberToken.Create(key, subscriber.TokenId)
            : null;

    /// <summary>The subscriber with a new token; the one before is remembered as replaced.</summary>
    public static Subscriber Replace(Subscriber subscriber, SubscriberToken token) => subscriber with
    {
        KeyId = token.KeyId,
        TokenId = token.Id,
        TokenHash = token.Hash,
        FormerTokens = [.. subscriber.FormerTokens.Prepend(subscriber.TokenHash).Take(Subscriber.MaxFormerTokens)],
    };
}
