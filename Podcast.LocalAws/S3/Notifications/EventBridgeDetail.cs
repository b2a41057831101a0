using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.S3.Notifications;

/// <summary>The event that EventBridge gets. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html.</summary>
internal static class EventBridgeDetail
{
    // The MD5 of nothing, which a delete marker is.
    private const string EmptyETag = "d41d8cd98f00b204e9800998ecf8427e";

    public static EventBridgeEvent Create(ObjectEvent source)
    {
        var version = source.Version;
        var isCreated = source.DeletionType is null;
        var item = new JsonObject { ["key"] = version.Key };
        if (isCreated)
        {
            item["size"] = version.Size;
        }

        if (isCreated || version.IsDeleteMarker)
        {
            item["etag"] = version.IsDeleteMarker ? EmptyETag : version.ETag;
        }

        if (source.VersionId is { } versionId)
        {
            item["version-id"] = versionId;
        }

        item["sequencer"] = source.SequencerText;
        var caller = source.Origin.Caller;
        var detail = new JsonObject
        {
            ["version"] = "0",
            ["event-version"] = "1.0",
            ["bucket"] = new JsonObject { ["name"] = source.Bucket },
            ["object"] = item,
            ["request-id"] = source.Origin.RequestId,
            // An account, or the service that acted.
            ["requester"] = caller.PrincipalArn.StartsWith("arn:", StringComparison.Ordinal) ? caller.AccountId : caller.PrincipalArn,
            ["source-ip-address"] = source.Origin.SourceIp,
            ["reason"] = source.Reason,
        };
        if (source.DeletionType is { } deletionType)
        {
            detail["deletion-type"] = deletionType;
        }

        return new("aws.s3", isCreated ? "Object Created" : "Object Deleted", detail)
        {
            Resources = [AwsArns.Bucket(source.Bucket)],
        };
    }
}
