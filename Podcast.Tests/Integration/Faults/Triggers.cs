using Podcast.Functions;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>What starts each function, as docs/decisions and the README describe the system: one trigger too few is no error to AWS.</summary>
internal static class Triggers
{
    private static readonly string[] Types =
    [
        "AWS::Lambda::Url", "AWS::Lambda::EventSourceMapping", "AWS::Scheduler::Schedule", "AWS::Events::Rule", "Custom::EmptyBucket",
    ];

    // Every function has one trigger at least; these have two.
    private static readonly (FunctionName Function, string Type)[] Others =
    [
        (FunctionName.AutoTranscoding, "AWS::Scheduler::Schedule"), (FunctionName.AutoTranscoding, "AWS::Events::Rule"),
        (FunctionName.EventPublisher, "AWS::Scheduler::Schedule"), (FunctionName.WebhookSender, "AWS::Scheduler::Schedule"),
        (FunctionName.WebhookSender, "AWS::Events::Rule"), (FunctionName.ShowImporter, "AWS::Scheduler::Schedule"), (FunctionName.ShowImporter, "AWS::Events::Rule"),
    ];

    public static IEnumerable<string> Missing(Stack stack)
    {
        foreach (var name in Enum.GetValues<FunctionName>())
        {
            var function = stack.OfType("AWS::Lambda::Function").FirstOrDefault(one => one.Properties["Handler"]?.ToString() == name.ToString());
            if (function is null)
            {
                yield return $"There is no function {name}.";
                continue;
            }

            if (!Types.SelectMany(stack.OfType).Any(trigger => Names(trigger, function)))
            {
                yield return $"{name} has no trigger.";
            }

            foreach (var (_, type) in Others.Where(other => other.Function == name && !stack.OfType(other.Type).Any(trigger => Names(trigger, function))))
            {
                yield return $"{name} has no trigger of the type {type}.";
            }
        }

        var publisher = stack.OfType("AWS::Lambda::Function").FirstOrDefault(one => one.Properties["Handler"]?.ToString() == $"{FunctionName.EventPublisher}");
        // Nobody is told of downloads.
        foreach (var table in stack.OfType("AWS::DynamoDB::Table").Where(table => table.Properties["StreamSpecification"] is not null || !table.LogicalId.Contains("Statistics", StringComparison.Ordinal)))
        {
            if (publisher is not null && !stack.OfType("AWS::Lambda::EventSourceMapping").Any(mapping =>
                Names(mapping, publisher) && mapping.Properties["EventSourceArn"]?.ToString() == table.GetAtt("StreamArn")))
            {
                yield return $"What changes in {table.LogicalId} is published by nobody.";
            }
        }

        foreach (var bucket in stack.OfType("AWS::S3::Bucket"))
        {
            if (!stack.OfType("Custom::EmptyBucket").Any(request => request.Properties["BucketName"]?.ToString() == bucket.PhysicalId))
            {
                yield return $"{bucket.LogicalId} is emptied by nobody when the stack is destroyed.";
            }
        }
    }

    /// <summary>The runbooks have it filled or repaired by hand.</summary>
    public static IEnumerable<string> MissingOutputs(Stack stack) =>
        stack.Outputs.ContainsKey("ReconcileFunction") ? [] : ["The stack has no output ReconcileFunction, which the runbooks invoke."];

    private static bool Names(StackResource trigger, StackResource function)
    {
        var properties = trigger.Properties.ToJsonString();
        return properties.Contains($"\"{function.PhysicalId}\"", StringComparison.Ordinal) || properties.Contains($"\"{function.GetAtt("Arn")}\"", StringComparison.Ordinal);
    }
}
