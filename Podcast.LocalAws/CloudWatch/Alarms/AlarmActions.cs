using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>What happens when an alarm changes its state: its topics get a message, the event bus an event, the log a line.</summary>
internal sealed partial class AlarmActions(
    IAuthorizer authorizer, ITopicPublisher topics, IEventBus bus, LocalAwsOptions options, TimeProvider time, ILogger<AlarmActions> logger)
{
    private const string ServicePrincipal = "cloudwatch.amazonaws.com";

    public async Task RunAsync(Alarm alarm, AlarmSnapshot before, CancellationToken cancellationToken)
    {
        var after = alarm.Current;
        var (old, current) = (before.State.ToText(), after.State.ToText());
        Log.Changed(logger, after.State == AlarmState.Alarm ? LogLevel.Warning : LogLevel.Information, alarm.Name, old, current, after.Reason);
        if (alarm.Configuration.ActionsEnabled)
        {
            foreach (var action in alarm.Configuration.ActionsFor(after.State))
            {
                Notify(alarm, before, after, action);
            }
        }

        await bus.PublishAsync(AlarmMessages.ToEvent(alarm, before, after), cancellationToken);
    }

    private void Notify(Alarm alarm, AlarmSnapshot before, AlarmSnapshot after, string action)
    {
        using var span = LocalAwsTelemetry.Source.StartActivity("CloudWatch alarm action", System.Diagnostics.ActivityKind.Producer);
        span?.SetTag("aws.cloudwatch.alarm.name", alarm.Name);
        span?.SetTag("aws.cloudwatch.alarm.state", after.State.ToText());
        var error = Publish(alarm, before, after, action);
        if (error is not null)
        {
            span.SetAwsError("AlarmActionFailed");
            Log.ActionFailed(logger, alarm.Name, action, error);
        }

        alarm.Remember(new(
            time.GetUtcNow(),
            "Action",
            error is null ? $"Successfully executed action {action}" : $"Failed to execute action {action}. Received error: \"{error}\"",
            new JsonObject { ["actionState"] = error is null ? "Succeeded" : "Failed", ["notificationResource"] = action, ["error"] = error }));
    }

    private string? Publish(Alarm alarm, AlarmSnapshot before, AlarmSnapshot after, string action)
    {
        if (!action.Contains(":sns:", StringComparison.Ordinal))
        {
            return "LocalAws does not implement this action; it notifies topics of SNS.";
        }

        var decision = authorizer.Evaluate(new(ServicePrincipal, options.AccountId, "", alarm.Configuration.Arn), "sns:Publish", action);
        if (!decision.IsAllowed)
        {
            return $"CloudWatch Alarms is not authorized to perform: SNS:Publish on resource: {action}. {decision.Hint}";
        }

        try
        {
            var subject = $"{after.State.ToText()}: \"{alarm.Name}\" in {options.Region}";
            topics.Publish(action, subject.Length > 100 ? subject[..100] : subject, AlarmReason.ToText(AlarmMessages.ToNotification(alarm, before, after, options)));
            return null;
        }
        catch (AwsException refused)
        {
            return refused.Message;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = EventIds.AlarmChanged, Message = "{Alarm}: {Before} -> {After}. {Reason}")]
        public static partial void Changed(ILogger logger, LogLevel level, string alarm, string before, string after, string reason);

        [LoggerMessage(EventIds.AlarmActionFailed, LogLevel.Error, "{Alarm} cannot notify {Action}: {Reason}")]
        public static partial void ActionFailed(ILogger logger, string alarm, string action, string reason);
    }
}
