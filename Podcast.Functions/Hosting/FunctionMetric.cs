namespace Podcast.Functions.Hosting;

/// <summary>The names of all metrics. The alarms and the dashboard of Podcast.Infra use exactly these.</summary>
internal static class FunctionMetric
{
    /// <summary>Bytes of all keys and values in the key-value store.</summary>
    public const string KvsSizeBytes = "KvsSizeBytes";

    /// <summary>Entries that do not fit into the store; the fallback serves them.</summary>
    public const string KvsEntriesLeftOut = "KvsEntriesLeftOut";

    /// <summary>Milliseconds from the oldest change of a batch to its arrival in the store.</summary>
    public const string SyncLag = "SyncLag";

    /// <summary>Keys of the store that were written or deleted.</summary>
    public const string KeysWritten = "KeysWritten";

    /// <summary>Requests that the edge could not decide.</summary>
    public const string FallbackDecisions = "FallbackDecisions";

    public const string FeedsServed = "FeedsServed";

    /// <summary>Subscriptions that the cleanup ended.</summary>
    public const string SubscribersExpired = "SubscribersExpired";

    /// <summary>Keys whose value in the store differed from the table.</summary>
    public const string DriftedKeys = "DriftedKeys";

    public const string TranscodesSubmitted = "TranscodesSubmitted";

    public const string TranscodesCompleted = "TranscodesCompleted";

    public const string TranscodesFailed = "TranscodesFailed";

    /// <summary>Events that the bus has taken.</summary>
    public const string EventsPublished = "EventsPublished";

    /// <summary>Events that the publisher's address has taken.</summary>
    public const string EventsSent = "EventsSent";

    /// <summary>Downloads that the access logs told of.</summary>
    public const string DownloadsCounted = "DownloadsCounted";
}
