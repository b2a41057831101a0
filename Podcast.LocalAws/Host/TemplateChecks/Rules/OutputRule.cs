using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>Requires an output for each resource that others integrate with, so that nobody has to search the console.</summary>
internal sealed class OutputRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var outputs = stack.Stack.Outputs.Values.ToHashSet(StringComparer.Ordinal);
        var origins = stack.OfType("AWS::CloudFront::Distribution")
            .SelectMany(distribution => CheckedStack.Objects(distribution.Properties["DistributionConfig"]?["Origins"]))
            .Select(origin => origin["DomainName"]?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var (resource, values) in Expected(stack, origins))
        {
            if (!values.Any(outputs.Contains))
            {
                yield return TemplateFinding.Warning(resource.LogicalId, $"The stack has no output for it ({resource.Type}): integrators have to search for {values[0]}.");
            }
        }
    }

    private static IEnumerable<(StackResource Resource, string[] Values)> Expected(CheckedStack stack, HashSet<string> origins)
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

        foreach (var table in stack.OfType("AWS::DynamoDB::Table").Where(table => table.Properties["StreamSpecification"] is not null))
        {
            yield return (table, [table.GetAtt("StreamArn")]);
        }

        foreach (var type in new[] { "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::KMS::Key", "AWS::MediaConvert::Queue", "AWS::Scheduler::ScheduleGroup", "AWS::Events::EventBus" })
        {
            foreach (var resource in stack.OfType(type))
            {
                yield return (resource, [resource.PhysicalId, CheckedStack.ArnOf(resource)!]);
            }
        }

        foreach (var dashboard in stack.OfType("AWS::CloudWatch::Dashboard"))
        {
            yield return (dashboard, [dashboard.PhysicalId]);
        }

        foreach (var store in stack.OfType("AWS::CloudFront::KeyValueStore"))
        {
            yield return (store, [store.GetAtt("Arn"), store.GetAtt("Id")]);
        }

        foreach (var url in stack.OfType("AWS::Lambda::Url").Where(url => !origins.Contains(new Uri(url.GetAtt("FunctionUrl")).Host)))
        {
            yield return (url, [url.GetAtt("FunctionUrl")]);
            if (url.Properties["AuthType"]?.ToString() == "AWS_IAM" && stack.Find("AWS::Lambda::Function", url.GetAtt("FunctionArn")) is { } function)
            {
                // Whoever signs has to be allowed, by name.
                yield return (function, [function.PhysicalId, function.GetAtt("Arn")]);
            }
        }
    }
}
