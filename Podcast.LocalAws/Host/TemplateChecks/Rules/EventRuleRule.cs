using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A rule needs a source that sends its events, a target, the target's permission and a dead-letter queue. See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html.</summary>
internal sealed class EventRuleRule : ITemplateRule
{
    private const string EventBridge = "events.amazonaws.com";

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) =>
        stack.OfType("AWS::Events::Rule").SelectMany(rule => CheckTargets(stack, rule).Concat(CheckBuckets(stack, rule)));

    private static IEnumerable<TemplateFinding> CheckTargets(CheckedStack stack, StackResource rule)
    {
        var targets = CheckedStack.Objects(rule.Properties["Targets"]).ToList();
        if (targets.Count == 0)
        {
            yield return TemplateFinding.Warning($"{rule.LogicalId}.Targets", "The rule has no target: its events are dropped.");
        }

        if (rule.Properties["State"]?.ToString() == "DISABLED")
        {
            yield return TemplateFinding.Warning($"{rule.LogicalId}.State", "The rule is disabled: its events are dropped.");
        }

        var sender = stack.Authorization.Service(EventBridge, rule.GetAtt("Arn"));
        foreach (var target in targets)
        {
            var arn = target["Arn"]?.ToString() ?? "";
            if (arn.Contains(":lambda:", StringComparison.Ordinal) && stack.Find("AWS::Lambda::Function", arn) is null)
            {
                yield return TemplateFinding.Error($"{rule.LogicalId}.Targets", $"No function of the template has the ARN {arn}.");
            }
            else if (target["RoleArn"] is null && Destinations.Refusal(stack, sender, arn) is { } refusal)
            {
                yield return TemplateFinding.Error($"{rule.LogicalId}.Targets", $"The rule would match, and its events would never arrive. {refusal}");
            }

            if (target["DeadLetterConfig"]?["Arn"]?.ToString() is not { } queue)
            {
                yield return TemplateFinding.Warning($"{rule.LogicalId}.Targets.DeadLetterConfig", "An event that cannot be delivered is dropped without a trace: the target has no dead-letter queue.");
            }
            else if (Destinations.Refusal(stack, sender, queue) is { } lost)
            {
                yield return TemplateFinding.Error($"{rule.LogicalId}.Targets.DeadLetterConfig", $"An event that cannot be delivered could not reach the dead-letter queue. {lost}");
            }
        }
    }

    private static IEnumerable<TemplateFinding> CheckBuckets(CheckedStack stack, StackResource rule)
    {
        if (rule.Properties["EventPattern"] is not JsonObject pattern || !CheckedStack.Texts(pattern["source"]).Contains("aws.s3"))
        {
            yield break;
        }

        foreach (var name in CheckedStack.Texts(pattern["detail"]?["bucket"]?["name"]))
        {
            if (stack.Find("AWS::S3::Bucket", name) is not { } bucket)
            {
                yield return TemplateFinding.Error($"{rule.LogicalId}.EventPattern", $"No bucket of the template is called {name}.");
            }
            else if (bucket.Properties["NotificationConfiguration"]?["EventBridgeConfiguration"] is not { } bridge
                || bridge["EventBridgeEnabled"]?.ToString().ToLowerInvariant() == "false")
            {
                yield return TemplateFinding.Warning(
                    $"{bucket.LogicalId}.NotificationConfiguration",
                    $"The bucket sends EventBridge no events, so the rule {rule.LogicalId} never matches: EventBridgeConfiguration is not set.");
            }
        }
    }
}
