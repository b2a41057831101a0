using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Media;

namespace Podcast.Infra.Delivery;

/// <summary>
/// The distribution's access logs (CloudFront's standard logging v2) in the bucket for logs. The path of a request holds the
/// subscriber's token, so the fields are chosen, and no part of the URL is among them, nor the viewer's address. What statistics need instead comes from the
/// edge function, in <c>viewer-request-log-data</c>.
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
/// </summary>
internal sealed class AccessLogs : Construct
{
    private static readonly string[] Fields =
    [
        "date", "time", "x-edge-location", "x-edge-request-id", "cs-method", "cs-protocol", "cs-protocol-version", "ssl-protocol", "ssl-cipher",
        "sc-status", "sc-bytes", "cs-bytes", "sc-content-type", "sc-content-len", "sc-range-start", "sc-range-end", "time-taken", "time-to-first-byte",
        "x-edge-result-type", "x-edge-response-result-type", "x-edge-detailed-result-type", "cs(User-Agent)",
        "viewer-request-log-data",
    ];

    public AccessLogs(Construct scope, string id, PrivateBucket bucket, string distributionArn) : base(scope, id)
    {
        var source = new CfnDeliverySource(this, "Source", new CfnDeliverySourceProps
        {
            Name = GlobalName.Of("access-logs"),
            LogType = "ACCESS_LOGS",
            ResourceArn = distributionArn,
        });
        var destination = new CfnDeliveryDestination(this, "Destination", new CfnDeliveryDestinationProps
        {
            Name = GlobalName.Of("access-logs"),
            DestinationResourceArn = bucket.Arn,
        });
        // Properties that the lowest version of the CDK that this builds with does not have yet.
        destination.AddPropertyOverride("OutputFormat", "json");

        var delivery = new CfnDelivery(this, "Delivery", new CfnDeliveryProps
        {
            DeliverySourceName = source.Ref,
            DeliveryDestinationArn = destination.AttrArn,
        });
        delivery.AddPropertyOverride("RecordFields", Fields);
        delivery.AddPropertyOverride("S3SuffixPath", "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}");

        // The bucket belongs to whoever owns its objects, so no ACL is needed.
        bucket.Allow(Statements.AllowService(
            "AccessLogs",
            "delivery.logs.amazonaws.com",
            ["s3:PutObject"],
            bucket.ObjectsArn($"AWSLogs/{Aws.ACCOUNT_ID}/*"),
            new() { ["aws:SourceArn"] = source.AttrArn }));
        // Otherwise CloudWatch Logs would add a statement of its own to the bucket's policy.
        delivery.Node.AddDependency(bucket.Policy);
    }
}
