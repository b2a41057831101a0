using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>
/// The deliveries of the stack, CloudFront's standard logging (v2): <c>AWS::Logs::DeliverySource</c>, <c>DeliveryDestination</c> and <c>Delivery</c>.
/// Logs go to buckets, as JSON. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html.
/// </summary>
internal sealed class AccessLogDeliveries : IStackConsumer
{
    private const string Service = "delivery.logs.amazonaws.com";

    private volatile IReadOnlyList<AccessLogDelivery> _all = [];

    public AccessLogDelivery? Find(string distributionId)
    {
        foreach (var delivery in _all)
        {
            if (delivery.DistributionId == distributionId)
            {
                return delivery;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        _all = [.. stack.OfType("AWS::Logs::Delivery").Select(delivery => Read(stack, delivery)).OfType<AccessLogDelivery>()];
        return Task.CompletedTask;
    }

    private static AccessLogDelivery? Read(Stack stack, StackResource delivery)
    {
        var source = stack.OfType("AWS::Logs::DeliverySource").FirstOrDefault(one => one.PhysicalId == Text(delivery, "DeliverySourceName"));
        var destination = stack.OfType("AWS::Logs::DeliveryDestination").FirstOrDefault(one => one.GetAtt("Arn") == Text(delivery, "DeliveryDestinationArn"));
        if (source is null || destination is null)
        {
            // The checks of the template report it.
            return null;
        }

        var distribution = stack.OfType("AWS::CloudFront::Distribution").FirstOrDefault(one => stack.Arns.Distribution(one.PhysicalId) == Text(source, "ResourceArn"));
        if (distribution is null || Text(source, "LogType") != "ACCESS_LOGS")
        {
            throw new TemplateException($"{source.LogicalId}: LocalAws delivers the ACCESS_LOGS of a distribution of the template, and no other logs.");
        }

        if (Text(destination, "OutputFormat") is not "json" and var format)
        {
            throw new TemplateException($"{destination.LogicalId}.OutputFormat: LocalAws writes access logs as json, not as {(format.Length == 0 ? "the default" : format)}.");
        }

        var (bucket, prefix) = ReadBucket(stack, destination);
        if (Text(delivery, "S3EnableHiveCompatiblePath") == "true")
        {
            throw new TemplateException($"{delivery.LogicalId}.S3EnableHiveCompatiblePath: LocalAws does not implement this property.");
        }

        if (delivery.Properties["RecordFields"] is not JsonArray { Count: > 0 } fields)
        {
            throw new TemplateException($"{delivery.LogicalId}.RecordFields: LocalAws needs the fields of the log to be listed.");
        }

        var suffix = Text(delivery, "S3SuffixPath").Trim('/');
        return new(
            delivery.LogicalId,
            distribution.PhysicalId,
            bucket,
            new AwsCaller(Service, stack.AccountId, "", source.GetAtt("Arn")),
            prefix + (suffix.Length == 0 ? "" : suffix + "/"),
            [.. fields.Select(field => AccessLogFields.Get(field?.ToString() ?? "", $"{delivery.LogicalId}.RecordFields"))]);
    }

    private static (string Bucket, string Prefix) ReadBucket(Stack stack, StackResource destination)
    {
        var arn = Text(destination, "DestinationResourceArn");
        foreach (var bucket in stack.OfType("AWS::S3::Bucket"))
        {
            if (arn == AwsArns.Bucket(bucket.PhysicalId))
            {
                // CloudFront puts it in front of the path where a bucket is named without a prefix.
                return (bucket.PhysicalId, $"AWSLogs/{stack.AccountId}/CloudFront/");
            }

            if (arn.StartsWith(AwsArns.Bucket(bucket.PhysicalId) + "/", StringComparison.Ordinal))
            {
                return (bucket.PhysicalId, arn[(AwsArns.Bucket(bucket.PhysicalId).Length + 1)..].Trim('/') + "/");
            }
        }

        throw new TemplateException($"{destination.LogicalId}.DestinationResourceArn: LocalAws delivers access logs to buckets of the template, not to '{arn}'.");
    }

    private static string Text(StackResource resource, string name) => resource.Properties[name]?.ToString() ?? "";
}
