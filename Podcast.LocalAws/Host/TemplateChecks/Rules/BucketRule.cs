using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>Buckets without public access whose access logs can be delivered. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html.</summary>
internal sealed class BucketRule : ITemplateRule
{
    private static readonly string[] Blocks = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.OfType("AWS::S3::Bucket").SelectMany(bucket => Check(stack, bucket));

    private static IEnumerable<TemplateFinding> Check(CheckedStack stack, StackResource bucket)
    {
        foreach (var block in Blocks.Where(block => IsFalse(bucket.Properties["PublicAccessBlockConfiguration"]?[block])))
        {
            yield return TemplateFinding.Warning($"{bucket.LogicalId}.PublicAccessBlockConfiguration.{block}", "It is off: a policy or an ACL could make the bucket public.");
        }

        if (bucket.Properties["LoggingConfiguration"] is not JsonObject logging)
        {
            if (!stack.OfType("AWS::S3::Bucket").Any(other => other.Properties["LoggingConfiguration"]?["DestinationBucketName"]?.ToString() == bucket.PhysicalId))
            {
                yield return TemplateFinding.Warning($"{bucket.LogicalId}.LoggingConfiguration", "Nobody would know who read the bucket: it has no access log.");
            }

            yield break;
        }

        // Without a destination a bucket keeps its own log.
        var target = stack.Find("AWS::S3::Bucket", logging["DestinationBucketName"]?.ToString() ?? bucket.PhysicalId);
        var sender = stack.Authorization.Service("logging.s3.amazonaws.com", bucket.GetAtt("Arn"));
        if (target is null)
        {
            yield return TemplateFinding.Error($"{bucket.LogicalId}.LoggingConfiguration", $"No bucket of the template is called {logging["DestinationBucketName"]}.");
        }
        else if (stack.Refusal(sender, "s3:PutObject", $"{target.GetAtt("Arn")}/{logging["LogFilePrefix"]}any") is { } refusal)
        {
            yield return TemplateFinding.Warning($"{bucket.LogicalId}.LoggingConfiguration", $"The access log would never arrive. {refusal}");
        }
    }

    private static bool IsFalse(JsonNode? node) => node?.ToString().ToLowerInvariant() == "false";
}
