using Podcast.Functions.Domain;

namespace Podcast.Tests.Integration.Sync;

/// <summary>One subscriber at one time.</summary>
internal sealed record ModelState(SubscriberStatus Status, bool IsDeleted, IReadOnlyList<string> Shows, long ExpiresAt, IReadOnlyList<SubscriberToken> Tokens)
{
    public SubscriberToken Token => Tokens[^1];

    public bool Grants(SubscriberToken token, string show, DateTimeOffset now) =>
        !IsDeleted
        && Status != SubscriberStatus.Revoked
        && ExpiresAt > now.ToUnixTimeSeconds()
        && token.Text == Token.Text
        && Shows.Contains(show);

    /// <summary>What the feed says of a token that grants nothing; null where nothing is promised.</summary>
    public string? Notice(SubscriberToken token, DateTimeOffset now) =>
        IsDeleted ? null
        : token.Text != Token.Text ? (Tokens.TakeLast(Subscriber.MaxFormerTokens + 1).Any(former => former.Text == token.Text) ? "replaced" : null)
        : Status == SubscriberStatus.Revoked ? "revoked"
        : ExpiresAt <= now.ToUnixTimeSeconds() ? "lapsed"
        : null;
}
