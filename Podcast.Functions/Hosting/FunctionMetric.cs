namespace Podcast.Functions.Hosting;

/// <summary>
/// A metric of the functions. It has the same name in OpenTelemetry and in CloudWatch, lower-case with dots as in
/// https://opentelemetry.io/docs/specs/semconv/general/naming/; docs/telemetry.md lists them, and the alarms and the dashboard of Podcast.Infra use them.
/// </summary>
/// <param name="Name">Such as <c>podcast.kvs.size</c>.</param>
/// <param name="Kind">How its values are aggregated.</param>
/// <param name="Unit">By https://ucum.org/ucum: <c>s</c>, <c>By</c>, or what is counted in braces.</param>
/// <param name="Description">What is measured, in a sentence.</param>
internal sealed record FunctionMetric(string Name, FunctionMetricKind Kind, string Unit, string Description)
{
    public static FunctionMetric StoreSize { get; } =
        new("podcast.kvs.size", FunctionMetricKind.Gauge, "By", "Size of all keys and values in the key-value store.");

    public static FunctionMetric EntriesLeftOut { get; } =
        new("podcast.kvs.entries_left_out", FunctionMetricKind.Gauge, "{entry}", "Entries that do not fit into the store; the fallback serves them.");

    public static FunctionMetric KeysWritten { get; } =
        new("podcast.kvs.keys_written", FunctionMetricKind.Counter, "{key}", "Keys of the store that were written or deleted.");

    public static FunctionMetric KeysDrifted { get; } =
        new("podcast.kvs.keys_drifted", FunctionMetricKind.Counter, "{key}", "Keys whose value in the store differed from the table.");

    public static FunctionMetric SyncLag { get; } =
        new("podcast.sync.lag", FunctionMetricKind.Histogram, "s", "Time from the oldest change of a batch to its arrival in the store.");

    public static FunctionMetric FallbackDecisions { get; } =
        new("podcast.fallback.decisions", FunctionMetricKind.Counter, "{request}", "Requests that the edge could not decide.");

    public static FunctionMetric FeedsServed { get; } =
        new("podcast.feeds.served", FunctionMetricKind.Counter, "{feed}", "Feeds that were rendered.");

    public static FunctionMetric SubscriptionsExpired { get; } =
        new("podcast.subscriptions.expired", FunctionMetricKind.Counter, "{subscription}", "Subscriptions that the cleanup ended.");

    public static FunctionMetric TranscodesSubmitted { get; } =
        new("podcast.transcodes.submitted", FunctionMetricKind.Counter, "{transcode}", "Transcodes that were submitted.");

    public static FunctionMetric TranscodesCompleted { get; } =
        new("podcast.transcodes.completed", FunctionMetricKind.Counter, "{transcode}", "Transcodes that ended with audio.");

    public static FunctionMetric TranscodesFailed { get; } =
        new("podcast.transcodes.failed", FunctionMetricKind.Counter, "{transcode}", "Transcodes that ended without audio.");

    public static FunctionMetric EventsPublished { get; } =
        new("podcast.events.published", FunctionMetricKind.Counter, "{event}", "Events that the bus has taken.");

    public static FunctionMetric EventsSent { get; } =
        new("podcast.events.sent", FunctionMetricKind.Counter, "{event}", "Events that the publisher's address has taken.");

    public static FunctionMetric DownloadsCounted { get; } =
        new("podcast.downloads.counted", FunctionMetricKind.Counter, "{download}", "Downloads that the access logs told of.");

    public static IReadOnlyList<FunctionMetric> All { get; } =
    [
        StoreSize, EntriesLeftOut, KeysWritten, KeysDrifted, SyncLag, FallbackDecisions, FeedsServed, SubscriptionsExpired, TranscodesSubmitted, TranscodesCompleted,
        TranscodesFailed, EventsPublished, EventsSent, DownloadsCounted,
    ];

    /// <summary>The unit in CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html.</summary>
    public string CloudWatchUnit => Unit switch
    {
        "By" => "Bytes",
        "s" => "Seconds",
        _ => "Count",
    };
}
