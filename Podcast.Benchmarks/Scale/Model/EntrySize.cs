namespace Podcast.Benchmarks.Scale.Model;

/// <summary>Bytes of an entry with its key, by docs/tokens.md.</summary>
internal static class EntrySize
{
    private const int Key = 12;
    private const int Expiry = 6;
    private const int Show = 3;
    private const int Separator = 1;

    /// <summary>Of a subscriber of whom nothing runs.</summary>
    public const int Ended = Key + 1;

    public static int Running(int shows, int expiries) => Key + (expiries * Expiry) + (shows * Show) + ((expiries - 1) * Separator);

    /// <summary>Draws the entry of one subscriber.</summary>
    public static int Draw(ScaleInputs inputs, SeededRandom random)
    {
        var shows = Math.Max(1, (int)(inputs.ShowsPerSubscriber - 0.5 + random.NextDouble() + random.NextDouble()));
        return Running(shows, shows > 1 && random.Happens(inputs.ShareWithTwoExpiries) ? 2 : 1);
    }
}
