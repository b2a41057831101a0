using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.EventBridge.Targets;

/// <summary>
/// Delivers events: what fails and may succeed is tried again, with exponential back-off and jitter, as long as the target's retry policy
/// allows; then it goes to the target's dead-letter queue. See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
/// and https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html.
/// </summary>
internal sealed partial class DeliveryQueue(ITargetSender sender, TimeProvider time, IHostApplicationLifetime lifetime, Supervisor supervisor, ILogger<DeliveryQueue> logger)
{
    private const int MaxPending = 10_000;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, string> NoAttributes = [];

    private int _pending;

    /// <summary>Begins a delivery. When too many are under way, it is given up at once.</summary>
    public void Add(Delivery delivery)
    {
        if (Interlocked.Increment(ref _pending) > MaxPending)
        {
            Interlocked.Decrement(ref _pending);
            GiveUp(delivery, new("TOO_MANY_EVENTS", $"More than {MaxPending} deliveries are under way.", MayRetry: false), 0, null);
            return;
        }

        _ = supervisor.AttendAsync("event delivery", stopping => RunAsync(delivery, stopping), lifetime.ApplicationStopping);
    }

    private async Task RunAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Activity.Current = null;
        using var span = LocalAwsTelemetry.Source.StartActivity("EventBridge deliver", ActivityKind.Producer, delivery.Event.Trace);
        span?.SetTag("messaging.system", "aws.eventbridge");
        span?.SetTag("aws.eventbridge.rule", delivery.Rule.Name);
        span?.SetTag("aws.eventbridge.detail_type", delivery.Event.DetailType);
        try
        {
            for (var retries = 0; ; retries++)
            {
                if (TrySend(delivery) is not { } failure)
                {
                    return;
                }

                span.SetAwsError(failure.Code);
                var exhausted = !failure.MayRetry ? null
                    : retries >= delivery.Target.MaxRetries ? "MaximumRetryAttempts"
                    : time.GetUtcNow() - delivery.Event.TakenAt >= delivery.Target.MaxAge ? "MaximumEventAgeInSeconds"
                    : "";
                if (exhausted is not "")
                {
                    GiveUp(delivery, failure, retries, exhausted);
                    return;
                }

                await Task.Delay(BackOff(retries), time, cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    private DeliveryFailure? TrySend(Delivery delivery)
    {
        try
        {
            sender.Send(delivery.Rule, delivery.Target.Arn, delivery.Target.Input.Make(delivery.Event, delivery.Rule), NoAttributes, delivery.Event.Id);
            return null;
        }
        catch (AwsException error)
        {
            return error switch
            {
                { StatusCode: StatusCodes.Status403Forbidden } or { Code: "AccessDeniedException" or "AccessDenied" } => new("NO_PERMISSIONS", error.Message, MayRetry: false),
                { StatusCode: StatusCodes.Status404NotFound } or { Code: "QueueDoesNotExist" } => new("NO_RESOURCE", error.Message, MayRetry: false),
                { StatusCode: StatusCodes.Status429TooManyRequests } => new("THROTTLING", error.Message, MayRetry: true),
                { StatusCode: >= 500 } => new("SDK_CLIENT_ERROR", error.Message, MayRetry: true),
                _ => new("INVALID_PARAMETER", error.Message, MayRetry: false),
            };
        }
        catch (Exception fault)
        {
            // What fails for this event would fail again; its dead-letter queue keeps it.
            supervisor.Report("event delivery", fault);
            return new("INTERNAL_ERROR", "LocalAws failed; its log has the reason.", MayRetry: false);
        }
    }

    private void GiveUp(Delivery delivery, DeliveryFailure failure, int retries, string? exhausted)
    {
        Log.GivenUp(logger, delivery.Event.DetailType, delivery.Event.Id, delivery.Rule.Name, delivery.Target.Id, failure.Code, failure.Message);
        if (delivery.Target.DeadLetterArn is not { } deadLetterArn)
        {
            return;
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RULE_ARN"] = delivery.Rule.Arn,
            ["TARGET_ARN"] = delivery.Target.Arn,
            ["ERROR_CODE"] = failure.Code,
            ["ERROR_MESSAGE"] = failure.Message,
            ["RETRY_ATTEMPTS"] = retries.ToString(CultureInfo.InvariantCulture),
        };
        if (exhausted is not null)
        {
            attributes["EXHAUSTED_RETRY_CONDITION"] = exhausted;
        }

        try
        {
            sender.Send(delivery.Rule, deadLetterArn, delivery.Event.Json.ToJsonString(), attributes, delivery.Event.Id);
        }
        catch (AwsException error)
        {
            Log.Lost(logger, delivery.Event.DetailType, delivery.Event.Id, delivery.Rule.Name, error.Code, error.Message);
        }
    }

    private static TimeSpan BackOff(int retries)
    {
        var longest = Math.Min(LongestBackOff.TotalMilliseconds, FirstBackOff.TotalMilliseconds * Math.Pow(2, Math.Min(retries, 20)));
        return TimeSpan.FromMilliseconds(longest / 2 + RandomNumberGenerator.GetInt32((int)(longest / 2)));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.DeliveryFailed, LogLevel.Warning, "{DetailType} {EventId} of the rule {Rule} could not be delivered to its target {Target}: {Code}: {Reason}")]
        public static partial void GivenUp(ILogger logger, string detailType, string eventId, string rule, string target, string code, string reason);

        [LoggerMessage(EventIds.DeliveryLost, LogLevel.Error, "{DetailType} {EventId} of the rule {Rule} is lost, the dead-letter queue does not take it: {Code}: {Reason}")]
        public static partial void Lost(ILogger logger, string detailType, string eventId, string rule, string code, string reason);
    }
}
