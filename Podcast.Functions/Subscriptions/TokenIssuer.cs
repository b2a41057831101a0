using System.Diagnostics;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Subscriptions;

/// <summary>Creates new tokens, and recreates those that subscribers have.</summary>
/// <param name="keys">The signing keys.</param>
/// <param name="makesFirstKey">Whether the first signing key is made when there is none. Only the publisher API may write signing keys.</param>
internal sealed class TokenIssuer(SigningKeyTable keys, bool makesFirstKey)
{
    /// <exception cref="SigningKeyMissingException">There is no signing key, and this function makes none.</exception>
    public async Task<SubscriberToken> CreateAsync(CancellationToken cancellationToken) =>
        SubscriberToken.Create(makesFirstKey
            ? await keys.GetOrCreateCurrentAsync(Activity.Current?.Id, cancellationToken).ConfigureAwait(false)
            : await keys.FindCurrentAsync(cancellationToken).ConfigureAwait(false) ?? throw new SigningKeyMissingException());

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
