namespace Podcast.Tests.Integration.Sync;

/// <summary>One subscription at one time.</summary>
internal sealed record ModelSubscription(IReadOnlyList<string> Shows, long ExpiresAt, bool IsRevoked)
{
    public bool Grants(string show, DateTimeOffset now) => !IsRevoked && ExpiresAt > now.ToUnixTimeSeconds() && Shows.Contains(show);
}
