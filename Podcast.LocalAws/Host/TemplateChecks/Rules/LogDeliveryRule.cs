namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>Logs that CloudWatch delivers to a bucket arrive when the bucket lets them. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html.</summary>
internal sealed class LogDeliveryRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        foreach (var delivery in stack.OfType("AWS::Logs::Delivery"))
        {
            var source = stack.OfType("AWS::Logs::DeliverySource").FirstOrDefault(one => one.PhysicalId == delivery.Properties["DeliverySourceName"]?.ToString());
            var destination = stack.Find("AWS::Logs::DeliveryDestination", delivery.Properties["DeliveryDestinationArn"]?.ToString());
            if (source is null || destination is null)
            {
                yield return TemplateFinding.Error(delivery.LogicalId, "Its source or its destination is none of the template.");
                continue;
            }

            if (stack.Find("AWS::S3::Bucket", destination.Properties["DestinationResourceArn"]?.ToString()) is not { } bucket)
            {
                continue;
            }

            var sender = stack.Authorization.Service("delivery.logs.amazonaws.com", source.GetAtt("Arn"));
            if (stack.Refusal(sender, "s3:PutObject", $"{bucket.GetAtt("Arn")}/AWSLogs/{stack.Stack.AccountId}/any") is { } refusal)
            {
                yield return TemplateFinding.Error(delivery.LogicalId, $"The logs would never arrive. {refusal}");
            }
        }
    }
}
