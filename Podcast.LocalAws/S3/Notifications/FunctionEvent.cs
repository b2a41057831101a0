using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Operations;

namespace Podcast.LocalAws.S3.Notifications;

/// <summary>The event that a function gets. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html.</summary>
internal static class FunctionEvent
{
    public static byte[] Create(ObjectEvent source, string region, string ownerId, DateTimeOffset time)
    {
        var version = source.Version;
        var item = new JsonObject { ["key"] = ListParameters.EncodeKey(version.Key) };
        if (source.DeletionType is null)
        {
            item["size"] = version.Size;
            item["eTag"] = version.ETag;
        }

        if (source.VersionId is { } versionId)
        {
            item["versionId"] = versionId;
        }

        item["sequencer"] = source.SequencerText;
        var record = new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["awsRegion"] = region,
            ["eventTime"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["eventName"] = source.Name,
            ["userIdentity"] = new JsonObject { ["principalId"] = $"AWS:{source.Origin.Caller.AccessKeyId}" },
            ["requestParameters"] = new JsonObject { ["sourceIPAddress"] = source.Origin.SourceIp },
            ["responseElements"] = new JsonObject { ["x-amz-request-id"] = source.Origin.RequestId },
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["configurationId"] = source.Bucket,
                ["bucket"] = new JsonObject
                {
                    ["name"] = source.Bucket,
                    ["ownerIdentity"] = new JsonObject { ["principalId"] = ownerId },
                    ["arn"] = AwsArns.Bucket(source.Bucket),
                },
                ["object"] = item,
            },
        };
        return Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString());
    }
}
