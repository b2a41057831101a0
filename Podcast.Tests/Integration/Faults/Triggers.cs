using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>What starts each function, as docs/decisions and the README describe the system: one trigger too few is no error to AWS.</summary>
internal static class Triggers
{
    private static readonly (string Handler, string Type)[] Expected =
    [
        ("PublisherApi", "AWS::Lambda::Url"),
        ("Webhooks", "AWS::Lambda::Url"),
        ("Entitlements", "AWS::Lambda::Url"),
        ("Feeds", "AWS::Lambda::Url"),
        ("StreamProcessor", "AWS::Lambda::EventSourceMapping"),
        ("SubscriberCleanup", "AWS::Scheduler::Schedule"),
        ("Reconcile", "AWS::Scheduler::Schedule"),
        ("AutoTranscoding", "AWS::Scheduler::Schedule"),
        ("AutoTranscoding", "AWS::Events::Rule"),
        ("TranscodingEvents", "AWS::Events::Rule"),
        ("EmptyBucket", "Custom::EmptyBucket"),
    ];

    public static IEnumerable<string> Missing(Stack stack)
    {
        foreach (var (handler, type) in Expected)
        {
            var function = stack.OfType("AWS::Lambda::Function").FirstOrDefault(one => one.Properties["Handler"]?.ToString() == handler);
            if (function is null)
            {
                yield return $"There is no function {handler}.";
            }
            else if (!stack.OfType(type).Any(trigger => Names(trigger, function)))
            {
                yield return $"{handler} has no trigger of the type {type}.";
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
