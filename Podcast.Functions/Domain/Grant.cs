namespace Podcast.Functions.Domain;

/// <summary>
/// Lets one token in for a moment, without an entry in the store: an entry's value signed for that token. See docs/tokens.md.
/// </summary>
internal static class Grant
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private const string Purpose = "grant";

    /// <summary>The value of the query parameter <c>grant</c>.</summary>
    public static string Sign(SigningKey key, SubscriberToken token, AccessEntry entry)
    {
        var value = entry.Encode();
        return value + key.Sign(Purpose, token.Text + value);
    }
}
