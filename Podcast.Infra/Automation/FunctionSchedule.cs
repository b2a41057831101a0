using Amazon.CDK.AWS.Scheduler;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Functions;

namespace Podcast.Infra.Automation;

/// <summary>Runs one function at its times, as a role that may do this and nothing else.</summary>
internal sealed class FunctionSchedule : Construct
{
    /// <summary>For how many seconds the scheduler retries one run; after that, the next one is due soon.</summary>
    private const double LongestDelay = 15 * 60;

    /// <param name="scope">Where it belongs.</param>
    /// <param name="group">The group; roles are bound to it, because the source ARN that AWS passes is that of the group.</param>
    /// <param name="function">What runs; its failures are kept in its own queue.</param>
    /// <param name="schedule">When it runs.</param>
    public FunctionSchedule(Construct scope, CfnScheduleGroup group, PodcastFunction function, FunctionScheduleDefinition schedule)
        : base(scope, $"{function.Name}")
    {
        var failures = function.Failures!;
        var role = ServiceRole.Create(this, "scheduler.amazonaws.com", forSource: group.AttrArn,
        [
            Statements.Allow("Run", ["lambda:InvokeFunction"], function.Function.FunctionArn),
            failures.AllowSend(),
        ]);
        _ = new CfnSchedule(this, "Schedule", new CfnScheduleProps
        {
            GroupName = group.Ref,
            ScheduleExpression = schedule.Expression,
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "FLEXIBLE", MaximumWindowInMinutes = schedule.WindowMinutes },
            State = "ENABLED",
            Target = new CfnSchedule.TargetProperty
            {
                Arn = function.Function.FunctionArn,
                RoleArn = role.RoleArn,
                Input = "{}",
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumRetryAttempts = 5, MaximumEventAgeInSeconds = LongestDelay },
                DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = failures.Arn },
            },
        });
    }
}
