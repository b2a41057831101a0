namespace Podcast.LocalAws.Scheduler;

/// <summary>What a schedule invokes. See https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html.</summary>
/// <param name="Kind">The operation behind <paramref name="Arn"/>.</param>
/// <param name="Arn">The function or the queue.</param>
/// <param name="RoleArn">The execution role.</param>
/// <param name="Input">What the target gets, with context attributes; <see langword="null"/> for the notification that the service makes.</param>
/// <param name="DeadLetterArn">The queue for what could not be delivered.</param>
/// <param name="MaxRetries">How often delivery is tried again.</param>
/// <param name="MaxAge">How long after its time an invocation is still tried.</param>
/// <param name="MessageGroupId">For a FIFO queue.</param>
internal sealed record ScheduleTarget(
    TargetKind Kind,
    string Arn,
    string RoleArn,
    string? Input,
    string? DeadLetterArn,
    int MaxRetries,
    TimeSpan MaxAge,
    string? MessageGroupId);
