namespace Podcast.Functions.DownloadCounter;

/// <summary>How long a day's requests are counted. Logs arrive within a day, and a log that failed can be sent again for the 14 days that its queue keeps it.</summary>
internal static class CountedDays
{
    /// <summary>Days after which requests are not counted any more.</summary>
    public const int Counted = 15;

    /// <summary>Days after which a listener's item is deleted; before that, a log that is read again would be counted again.</summary>
    public const int Kept = 17;
}
