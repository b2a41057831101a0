namespace Podcast.Functions.Domain;

/// <summary>What the key-value store should hold, as a function of what the Subscribers table holds.</summary>
internal static class StoreProjection
{
    /// <summary>In place of a secret: tokens and grants under this key are refused, whichever entries exist.</summary>
    public const string RefusedKey = "!";

    /// <summary>Entries by key. A key that is not in the result should not be in the store on account of this subscriber.</summary>
    public static IReadOnlyDictionary<string, string> Of(Subscriber subscriber, DateTimeOffset now)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var former in subscriber.FormerTokens)
        {
            entries[former] = AccessEntry.Ended(AccessState.Replaced).Encode();
        }

        var state = subscriber.ReasonAt(now);
        entries[subscriber.TokenHash] = state == AccessState.Active ? Running(subscriber) : AccessEntry.Ended(state).Encode();
        return entries;
    }

    /// <summary>The entry of a subscriber as long as any subscription runs. It names those that ended too, so that their feeds say why.</summary>
    public static string Running(Subscriber subscriber) => AccessEntry.Active(subscriber.Access).Encode();

    /// <summary>A key that is no longer honoured stays as a mark: its absence would look like a key that has not arrived yet.</summary>
    public static IReadOnlyDictionary<string, string> Of(SigningKey key) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [key.StoreKey] = key.IsHonoured ? key.Secret : RefusedKey };
}
