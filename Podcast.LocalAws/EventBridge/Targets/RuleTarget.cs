using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge.Targets;

/// <summary>
/// Where a rule sends its events. See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-target.html.
/// </summary>
/// <param name="Id">The target's name within its rule.</param>
/// <param name="Arn">A function or a queue.</param>
/// <param name="Input">What the target gets of the event.</param>
/// <param name="MaxRetries">How often a delivery that failed is tried again: 0 to 185.</param>
/// <param name="MaxAge">How old an event may be when it is tried again: a minute to a day.</param>
/// <param name="DeadLetterArn">The queue for what could not be delivered.</param>
internal sealed record RuleTarget(string Id, string Arn, TargetInput Input, int MaxRetries, TimeSpan MaxAge, string? DeadLetterArn)
{
    private const int MostRetries = 185;
    private const int ShortestAgeSeconds = 60;
    private const int LongestAgeSeconds = 86_400;

    /// <param name="target">The target's properties.</param>
    /// <param name="path">Its path in the template, for errors.</param>
    /// <exception cref="TemplateException">The target is not valid, or is of a kind that is not covered here.</exception>
    public static RuleTarget Read(JsonObject target, string path)
    {
        var arn = target[nameof(Arn)]?.ToString() ?? throw new TemplateException($"{path}.Arn is not set.");
        if (!arn.Contains(":lambda:", StringComparison.Ordinal) && !arn.Contains(":sqs:", StringComparison.Ordinal))
        {
            throw new TemplateException($"{path}.Arn is '{arn}': LocalAws delivers events to Lambda functions and SQS queues only.");
        }

        return new(
            target[nameof(Id)]?.ToString() ?? throw new TemplateException($"{path}.Id is not set."),
            arn,
            TargetInput.Read(target, path),
            Number(target["RetryPolicy"]?["MaximumRetryAttempts"], 0, MostRetries, MostRetries, $"{path}.RetryPolicy.MaximumRetryAttempts"),
            TimeSpan.FromSeconds(Number(
                target["RetryPolicy"]?["MaximumEventAgeInSeconds"],
                ShortestAgeSeconds,
                LongestAgeSeconds,
                LongestAgeSeconds,
                $"{path}.RetryPolicy.MaximumEventAgeInSeconds")),
            target["DeadLetterConfig"]?[nameof(Arn)]?.ToString());
    }

    private static int Number(JsonNode? node, int from, int to, int otherwise, string path) => node switch
    {
        null => otherwise,
        _ when int.TryParse(node.ToString(), out var number) && number >= from && number <= to => number,
        _ => throw new TemplateException($"{path} is {node.ToJsonString()}: it has to be {from} to {to}."),
    };
}
