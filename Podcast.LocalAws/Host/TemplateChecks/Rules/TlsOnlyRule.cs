using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>Buckets, topics and queues of this system refuse what comes without TLS, to whomever, and nothing else to the account's administrator.</summary>
internal sealed class TlsOnlyRule : ITemplateRule
{
    private static readonly Dictionary<string, string> WithoutTls = new() { ["aws:SecureTransport"] = "false" };

    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        foreach (var bucket in stack.OfType("AWS::S3::Bucket"))
        {
            var arn = bucket.GetAtt("Arn");
            foreach (var (action, resource) in new[] { ("s3:ListBucket", arn), ("s3:GetObject", $"{arn}/any"), ("s3:PutObject", $"{arn}/any") })
            {
                if (Find(stack, bucket, action, resource) is { } finding)
                {
                    yield return finding;
                }
            }
        }

        foreach (var topic in stack.OfType("AWS::SNS::Topic"))
        {
            if (Find(stack, topic, "sns:Publish", topic.PhysicalId) is { } finding)
            {
                yield return finding;
            }
        }

        foreach (var queue in stack.OfType("AWS::SQS::Queue"))
        {
            foreach (var action in new[] { "sqs:SendMessage", "sqs:ReceiveMessage" })
            {
                if (Find(stack, queue, action, queue.GetAtt("Arn")) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static TemplateFinding? Find(CheckedStack stack, StackResource resource, string action, string arn) =>
        stack.Authorization.Allows(stack.Authorization.Developer, action, arn, WithoutTls)
            ? TemplateFinding.Warning(resource.LogicalId, $"{action} on {arn} is possible without TLS: no policy of the resource denies it when aws:SecureTransport is false.")
            : stack.Refusal(stack.Authorization.Developer, action, arn) is { } refusal
                ? TemplateFinding.Warning(resource.LogicalId, $"Nobody may, not even the account's administrator. {refusal}")
                : null;
}
