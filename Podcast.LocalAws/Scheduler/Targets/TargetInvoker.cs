using System.Globalization;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Scheduler.Targets;

/// <summary>Calls targets as the schedule's execution role, through the same endpoint as everybody else.</summary>
internal sealed class TargetInvoker(ExecutionRole roles, TargetClient client)
{
    /// <summary>Calls the target once.</summary>
    public async Task<TargetResult> InvokeAsync(
        Schedule schedule, ScheduleTarget target, DateTimeOffset occurrence, string executionId, int attempt, CancellationToken cancellationToken)
    {
        var input = InputOf(schedule, target, occurrence, executionId, attempt);
        return await AsRoleAsync(schedule, target, role => target.Kind switch
        {
            TargetKind.LambdaInvoke => client.InvokeFunctionAsync(role, target.Arn, input, cancellationToken),
            _ => client.SendMessageAsync(role, target.Arn, input, target.MessageGroupId, null, cancellationToken),
        });
    }

    /// <summary>
    /// Sends what could not be delivered.
    /// See https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html#configuring-schedule-dlq-dead-letter-event.
    /// </summary>
    public async Task<TargetResult> SendToDeadLetterQueueAsync(
        Schedule schedule, ScheduleTarget target, FailedInvocation failure, CancellationToken cancellationToken)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ERROR_CODE"] = failure.Result.ErrorCode!,
            ["ERROR_MESSAGE"] = failure.Result.ErrorMessage!,
            ["EXECUTION_ID"] = failure.ExecutionId,
            ["IS_PAYLOAD_TRUNCATED"] = "false",
            ["RETRY_ATTEMPTS"] = (failure.Attempts - 1).ToString(CultureInfo.InvariantCulture),
            ["SCHEDULED_TIME"] = ContextAttributes.Text(failure.ScheduledAt),
            ["SCHEDULE_ARN"] = schedule.Arn,
            ["TARGET_ARN"] = $"arn:aws:scheduler:::aws-sdk:{(target.Kind == TargetKind.LambdaInvoke ? "lambda:invoke" : "sqs:sendMessage")}",
        };
        if (failure.ExhaustedCondition is { } condition)
        {
            attributes["EXHAUSTED_RETRY_CONDITION"] = condition;
        }

        var body = InputOf(schedule, target, failure.ScheduledAt, failure.ExecutionId, failure.Attempts);
        return await AsRoleAsync(
            schedule,
            target,
            role => client.SendMessageAsync(role, target.DeadLetterArn!, body, null, attributes, cancellationToken));
    }

    private async Task<TargetResult> AsRoleAsync(Schedule schedule, ScheduleTarget target, Func<AwsCredentials, Task<TargetResult>> call)
    {
        try
        {
            return await call(roles.Assume(target.RoleArn, schedule.Key.Group));
        }
        catch (AwsException refused)
        {
            return new(refused.Code, refused.Message, IsRetryable: false);
        }
    }

    private static string InputOf(Schedule schedule, ScheduleTarget target, DateTimeOffset occurrence, string executionId, int attempt) =>
        target.Input is { } input
            ? ContextAttributes.Fill(input, schedule.Arn, occurrence, executionId, attempt)
            : DefaultNotification.Create(schedule.Arn, occurrence);
}
