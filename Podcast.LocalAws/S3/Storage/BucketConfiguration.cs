using Podcast.LocalAws.S3.Cors;
using Podcast.LocalAws.S3.Lifecycle;
using Podcast.LocalAws.S3.Notifications;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>What the template says about a bucket, as far as it changes what S3 does.</summary>
internal sealed record BucketConfiguration
{
    public static readonly BucketConfiguration Default = new();

    public VersioningStatus Versioning { get; init; }

    public IReadOnlyList<CorsRule> CorsRules { get; init; } = [];

    public IReadOnlyList<AbortUploadsRule> AbortUploads { get; init; } = [];

    /// <summary>Whether events go to EventBridge.</summary>
    public bool NotifiesEventBridge { get; init; }

    public IReadOnlyList<FunctionNotification> FunctionNotifications { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}
