using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Podcast.Infra.Functions;

namespace Podcast.Infra.Automation;

/// <summary>Runs one function for each event of a kind; what cannot be delivered goes into the function's queue.</summary>
internal sealed class EventRule : Construct
{
    /// <summary>For how long delivery is tried, in seconds.</summary>
    private const double LongestDelay = 60 * 60;

    /// <param name="scope">Where it belongs.</param>
    /// <param name="id">What has happened.</param>
    /// <param name="source">Which service sends the event.</param>
    /// <param name="detailType">The kind of event.</param>
    /// <param name="detail">What else has to be equal in the event's detail.</param>
    /// <param name="function">What runs; its failures are kept in its own queue.</param>
    public EventRule(
        Construct scope, string id, string source, string detailType, Dictionary<string, object> detail, PodcastFunction function)
        : this(
            scope,
            id,
            bus: null,
            new() { ["source"] = new[] { source }, ["detail-type"] = new[] { detailType }, ["detail"] = detail },
            function)
    {
    }

    /// <param name="scope">Where it belongs.</param>
    /// <param name="id">What has happened.</param>
    /// <param name="bus">The bus's name; <see langword="null"/> for the account's default one, which AWS services use.</param>
    /// <param name="pattern">Which events.</param>
    /// <param name="function">What runs; its failures are kept in its own queue.</param>
    public EventRule(Construct scope, string id, string? bus, Dictionary<string, object> pattern, PodcastFunction function)
        : base(scope, id)
    {
        var failures = function.Failures!;
        Rule = new CfnRule(this, "Rule", new CfnRuleProps
        {
            EventBusName = bus,
            EventPattern = pattern,
            State = "ENABLED",
            Targets = new[]
            {
                new CfnRule.TargetProperty
                {
                    Id = $"{function.Name}",
                    Arn = function.Function.FunctionArn,
                    RetryPolicy = new CfnRule.RetryPolicyProperty { MaximumRetryAttempts = 10, MaximumEventAgeInSeconds = LongestDelay },
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = failures.Arn },
                },
            },
        });
        _ = new CfnPermission(this, "Invoke", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = function.Function.FunctionArn,
            Principal = "events.amazonaws.com",
            SourceArn = Rule.AttrArn,
        });
        failures.AllowRule(id, Rule.AttrArn);
    }

    public CfnRule Rule { get; }
}
