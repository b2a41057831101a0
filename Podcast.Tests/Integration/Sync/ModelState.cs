using Podcast.Functions.Domain;

namespace Podcast.Tests.Integration.Sync;

/// <summary>One subscriber at one time.</summary>
internal sealed record ModelState(bool IsDeleted, IReadOnlyList<ModelSubscription> Subscriptions, IReadOnlyList<SubscriberToken> Tokens)
{
    public SubscriberToken Token => Tokens[^1];

    public bool Grants(SubscriberToken token, string show, DateTimeOffset now) =>
        !IsDeleted && token.Text == Token.Text && Subscriptions.Any(subscription => subscription.Grants(show, now));

    /// <summary>What the feed of a show says of a token that grants nothing; null where nothing is promised.</summary>
    public string? Notice(SubscriberToken token, string show, DateTimeOffset now)
    {
        if (IsDeleted)
        {
            return null;
        }

        if (token.Text != Token.Text)
        {
            return Tokens.TakeLast(Subscriber.MaxFormerTokens + 1).Any(former => former.Text == token.Text) ? "replaced" : null;
        }

        var isAnyRunning = Subscriptions.Any(subscription => subscription.Shows.Any(open => subscription.Grants(open, now)));
        var told = isAnyRunning ? Subscriptions.Where(subscription => subscription.Shows.Contains(show)).ToArray() : Subscriptions;
        return told.Count == 0 ? null : told.All(subscription => subscription.IsRevoked) ? "revoked" : "lapsed";
    }
}
