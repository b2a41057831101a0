using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Input;

namespace Podcast.Infra.Media;

/// <summary>
/// The bucket that recordings are uploaded into, the one with the audio that subscribers hear, and the one with the access logs.
/// Publishers upload through presigned URLs; only the distribution and the transcoder read.
/// </summary>
internal sealed class MediaBuckets : Construct
{
    private const string LogsOfIngest = "s3/ingest/";
    private const string LogsOfAudio = "s3/audio/";
    /// <summary>Begins the keys of the distribution's access logs; CloudFront puts it there itself.</summary>
    public const string LogsOfDistribution = "AWSLogs/";

    private const double DaysOfLogs = 90;
    private const double DaysOfFormerVersions = 30;
    private const double DaysOfIncompleteUploads = 7;
    private const double DaysOfFeeds = 7;

    public MediaBuckets(Construct scope, string id, StackSettings settings) : base(scope, id)
    {
        Logs = new PrivateBucket(this, "Logs", settings, new CfnBucketProps
        {
            LifecycleConfiguration = Lifecycle(new CfnBucket.RuleProperty
            {
                Id = "Forget",
                Status = "Enabled",
                ExpirationInDays = DaysOfLogs,
                AbortIncompleteMultipartUpload = Abort(),
            }),
            // "Object Created" is what has downloads counted.
            NotificationConfiguration = NotifyEventBridge(),
        });
        Ingest = new PrivateBucket(this, "Ingest", settings, new CfnBucketProps
        {
            VersioningConfiguration = Versioned(),
            LifecycleConfiguration = Lifecycle(Keep(), ForgetFeeds()),
            LoggingConfiguration = LogTo(LogsOfIngest),
            // "Object Created" is what starts a transcode; see IngestUploads.
            NotificationConfiguration = NotifyEventBridge(),
        });
        Audio = new PrivateBucket(this, "Audio", settings, new CfnBucketProps
        {
            VersioningConfiguration = Versioned(),
            LifecycleConfiguration = Lifecycle(Keep()),
            LoggingConfiguration = LogTo(LogsOfAudio),
        });
        AllowLogging("IngestLogs", LogsOfIngest, Ingest);
        AllowLogging("AudioLogs", LogsOfAudio, Audio);
    }

    public PrivateBucket Ingest { get; }

    public PrivateBucket Audio { get; }

    public PrivateBucket Logs { get; }

    /// <summary>The objects that subscribers hear; the bucket's keys are the paths that the edge function requests.</summary>
    public string AudioObjects => Audio.ObjectsArn("media/*");

    /// <summary>Artwork, which everybody may see.</summary>
    public string ArtworkObjects => Audio.ObjectsArn("artwork/*");

    /// <summary>What publishers upload, before it is transcoded.</summary>
    public string IngestObjects => Ingest.ObjectsArn("*");

    /// <summary>The access logs of the distribution.</summary>
    public string DistributionLogs => Logs.ObjectsArn($"{LogsOfDistribution}*");

    /// <summary>Lets one distribution read the audio and the artwork.</summary>
    public void AllowRead(string distributionArn)
    {
        AllowRead("DistributionReads", AudioObjects, distributionArn);
        AllowRead("DistributionReadsArtwork", ArtworkObjects, distributionArn);
    }

    private void AllowRead(string sid, string objects, string distributionArn) => Audio.Allow(Statements.AllowService(
        sid, "cloudfront.amazonaws.com", ["s3:GetObject"], objects, new() { ["AWS:SourceArn"] = distributionArn }));

    /// <summary>What a role needs to take audio down, to bring it back, and to delete it with its recordings for good.</summary>
    public PolicyStatement[] AllowRemoval() =>
    [
        Statements.Allow("FindAudio", ["s3:ListBucket", "s3:ListBucketVersions"], Audio.Arn),
        Statements.Allow("RemoveAudio", ["s3:DeleteObject", "s3:DeleteObjectVersion"], AudioObjects),
        Statements.Allow("FindRecordings", ["s3:ListBucketVersions"], Ingest.Arn),
        Statements.Allow("DeleteRecordings", ["s3:DeleteObjectVersion"], IngestObjects),
    ];

    private void AllowLogging(string sid, string prefix, PrivateBucket source) => Logs.Allow(Statements.AllowService(
        sid,
        "logging.s3.amazonaws.com",
        ["s3:PutObject"],
        Logs.ObjectsArn($"{prefix}*"),
        new() { ["aws:SourceAccount"] = Aws.ACCOUNT_ID, ["aws:SourceArn"] = source.Arn }));

    private CfnBucket.LoggingConfigurationProperty LogTo(string prefix) => new() { DestinationBucketName = Logs.Name, LogFilePrefix = prefix };

    private static CfnBucket.NotificationConfigurationProperty NotifyEventBridge() =>
        new() { EventBridgeConfiguration = new CfnBucket.EventBridgeConfigurationProperty { EventBridgeEnabled = true } };

    private static CfnBucket.VersioningConfigurationProperty Versioned() => new() { Status = "Enabled" };

    private static CfnBucket.LifecycleConfigurationProperty Lifecycle(params CfnBucket.RuleProperty[] rules) => new() { Rules = rules };

    // Feeds of imports and exports are read once.
    private static CfnBucket.RuleProperty ForgetFeeds() => new() { Id = "ForgetFeeds", Status = "Enabled", Prefix = "_feeds/", ExpirationInDays = DaysOfFeeds };

    // Old episodes are rarely requested, and which ones is not known beforehand: S3 observes it.
    private static CfnBucket.RuleProperty Keep() => new()
    {
        Id = "Keep",
        Status = "Enabled",
        Transitions = new[] { new CfnBucket.TransitionProperty { StorageClass = "INTELLIGENT_TIERING", TransitionInDays = 0 } },
        NoncurrentVersionExpiration = new CfnBucket.NoncurrentVersionExpirationProperty { NoncurrentDays = DaysOfFormerVersions },
        ExpiredObjectDeleteMarker = true,
        AbortIncompleteMultipartUpload = Abort(),
    };

    private static CfnBucket.AbortIncompleteMultipartUploadProperty Abort() => new() { DaysAfterInitiation = DaysOfIncompleteUploads };
}
