namespace Podcast.LocalAws.Template.Checks.Rules;

/// <summary>Buckets, topics and queues of this system refuse what comes without TLS, to whomever.</summary>
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
                if (stack.Authorization.Allows(stack.Authorization.Developer, action, resource, WithoutTls))
                {
                    yield return TemplateFinding.Warning(
                        bucket.LogicalId, $"{action} on {resource} is possible without TLS: no bucket policy denies it when aws:SecureTransport is false.");
                }
            }
        }

        foreach (var topic in stack.OfType("AWS::SNS::Topic"))
        {
            if (stack.Authorization.Allows(stack.Authorization.Developer, "sns:Publish", topic.PhysicalId, WithoutTls))
            {
                yield return TemplateFinding.Warning(
                    topic.LogicalId, "sns:Publish is possible without TLS: no topic policy denies it when aws:SecureTransport is false.");
            }
        }

        foreach (var queue in stack.OfType("AWS::SQS::Queue"))
        {
            foreach (var action in new[] { "sqs:SendMessage", "sqs:ReceiveMessage" })
            {
                if (stack.Authorization.Allows(stack.Authorization.Developer, action, queue.GetAtt("Arn"), WithoutTls))
                {
                    yield return TemplateFinding.Warning(
                        queue.LogicalId, $"{action} is possible without TLS: no queue policy denies it when aws:SecureTransport is false.");
                }
            }
        }
    }
}
