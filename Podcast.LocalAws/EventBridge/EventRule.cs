using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.EventBridge.Patterns;
using Podcast.LocalAws.EventBridge.Targets;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge;

/// <summary>
/// A rule of a bus with an event pattern. See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html.
/// </summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Bus">The name of its bus.</param>
/// <param name="Arn">What targets see as the source.</param>
/// <param name="IsEnabled">Whether it delivers anything.</param>
/// <param name="Pattern">Which events it takes.</param>
/// <param name="Targets">At most five.</param>
internal sealed record EventRule(string Name, string Bus, string Arn, bool IsEnabled, EventPattern Pattern, IReadOnlyList<RuleTarget> Targets)
{
    public const string ResourceType = "AWS::Events::Rule";

    private const int MaxTargets = 5;

    /// <exception cref="TemplateException">The rule is not valid, or has what is not covered here.</exception>
    public static EventRule Read(StackResource resource)
    {
        var properties = resource.Properties;
        if (properties["ScheduleExpression"] is not null)
        {
            throw new TemplateException(
                $"{resource.LogicalId}.Properties.ScheduleExpression is not covered by LocalAws: use an AWS::Scheduler::Schedule.");
        }

        if (properties["EventPattern"] is not JsonObject pattern)
        {
            throw new TemplateException($"{resource.LogicalId}.Properties.EventPattern is not set: a rule has a pattern or a schedule.");
        }

        var targets = properties[nameof(Targets)] as JsonArray ?? [];
        if (targets.Count > MaxTargets)
        {
            throw new TemplateException($"{resource.LogicalId}.Properties.Targets has {targets.Count} targets: a rule has at most {MaxTargets}.");
        }

        return new(
            resource.PhysicalId.Split('|')[^1],
            properties["EventBusName"]?.ToString() is { } bus ? EventBusName.Of(bus) : EventBridgeEvent.DefaultBus,
            resource.GetAtt("Arn"),
            properties["State"]?.ToString() is null or "ENABLED" or "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
            Parse(resource, pattern),
            [.. targets.Select((target, index) => RuleTarget.Read(target as JsonObject ?? [], $"{resource.LogicalId}.Properties.Targets[{index}]"))]);
    }

    private static EventPattern Parse(StackResource resource, JsonObject pattern)
    {
        try
        {
            return EventPattern.Parse(pattern);
        }
        catch (EventPatternException reason)
        {
            throw new TemplateException($"{resource.LogicalId}.Properties.EventPattern: {reason.Message}");
        }
    }
}
