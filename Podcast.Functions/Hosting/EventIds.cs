namespace Podcast.Functions.Hosting;

/// <summary>The ids of all log messages of the functions; a number is never used twice.</summary>
internal static class EventIds
{
    public const int PublisherApiUnavailable = 1001;
    public const int PublisherApiFailed = 1002;
    public const int StoreFull = 2001;
    public const int SynchronizationFailed = 2002;
    public const int StoreBudgetReached = 2003;
    public const int ChangedItemInvalid = 2004;
    public const int InvalidItemNotQueued = 2005;
    public const int FallbackDecided = 3001;
    public const int EntitlementsUnavailable = 3002;
    public const int FeedsUnavailable = 3003;
    public const int CleanupFinished = 4001;
    public const int ComparisonFinished = 5001;
    public const int ComparedItemInvalid = 5002;
    public const int RecordingReady = 6001;
    public const int TranscodeRetried = 6002;
    public const int RecordingFailed = 6003;
    public const int UploadStale = 6011;
    public const int JobSubmitted = 6021;
    public const int JobFound = 6022;
    public const int SubmissionPostponed = 6023;
    public const int JobStale = 6031;
    public const int AudioRemoved = 6041;
    public const int AudioNotRemoved = 6042;
    public const int RemovalPostponed = 6043;
    public const int EventPublished = 6051;
    public const int EventRefused = 6052;
    public const int EventSourceInvalid = 6053;
    public const int EventSent = 6061;
    public const int EventNotSent = 6062;
    public const int EventGivenUp = 6063;
    public const int DownloadsCounted = 6071;
    public const int FeedImported = 6081;
    public const int FeedNotImported = 6082;
    public const int EpisodeImported = 6083;
    public const int EpisodeNotImported = 6084;
    public const int WebhookProcessed = 7001;
    public const int WebhookRejected = 7002;
    public const int WebhookUnavailable = 7003;
    public const int WebhookFailed = 7004;
    public const int BucketEmptied = 8001;
    public const int ResponseFailed = 8002;
    public const int BucketNotTagged = 8003;
    public const int BucketNotEmptied = 8004;
}
