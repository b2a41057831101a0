namespace Podcast.LocalAws.Template.Checks.Rules;

/// <summary>What somebody integrates with has an output: nobody should have to look for it in the console.</summary>
internal sealed class OutputRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var outputs = stack.Stack.Outputs.Values.ToHashSet(StringComparer.Ordinal);
        var logBuckets = stack.OfType("AWS::S3::Bucket").Select(bucket => bucket.Properties["LoggingConfiguration"]?["DestinationBucketName"]?.ToString()).ToHashSet();
        var origins = stack.OfType("AWS::CloudFront::Distribution")
            .SelectMany(distribution => CheckedStack.Objects(distribution.Properties["DistributionConfig"]?["Origins"]))
            .Select(origin => origin["DomainName"]?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var (resource, values) in Expected(stack, logBuckets, origins))
        {
            if (!values.Any(outputs.Contains))
            {
                yield return TemplateFinding.Warning(resource.LogicalId, $"The stack has no output for it ({resource.Type}): whoever integrates with it has to search for {values[0]}.");
            }
        }
    }

    private static IEnumerable<(StackResource Resource, string[] Values)> Expected(CheckedStack stack, HashSet<string?> logBuckets, HashSet<string> origins)
    {
        foreach (var distribution in stack.OfType("AWS::CloudFront::Distribution"))
        {
            yield return (distribution, [distribution.GetAtt("DomainName"), $"https://{distribution.GetAtt("DomainName")}"]);
            yield return (distribution, [distribution.PhysicalId]);
        }

        foreach (var table in stack.OfType("AWS::DynamoDB::Table"))
        {
            yield return (table, [table.PhysicalId, table.GetAtt("Arn")]);
        }

        foreach (var bucket in stack.OfType("AWS::S3::Bucket").Where(bucket => !logBuckets.Contains(bucket.PhysicalId)))
        {
            yield return (bucket, [bucket.PhysicalId, bucket.GetAtt("Arn")]);
        }

        foreach (var store in stack.OfType("AWS::CloudFront::KeyValueStore"))
        {
            yield return (store, [store.GetAtt("Arn"), store.GetAtt("Id")]);
        }

        foreach (var url in stack.OfType("AWS::Lambda::Url").Where(url => !origins.Contains(new Uri(url.GetAtt("FunctionUrl")).Host)))
        {
            yield return (url, [url.GetAtt("FunctionUrl")]);
        }

        foreach (var mapping in stack.OfType("AWS::Lambda::EventSourceMapping"))
        {
            if (stack.Find("AWS::SQS::Queue", mapping.Properties["DestinationConfig"]?["OnFailure"]?["Destination"]?.ToString()) is { } queue)
            {
                yield return (queue, [queue.PhysicalId, queue.GetAtt("Arn")]);
            }
        }
    }
}
