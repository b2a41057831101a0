using System.Globalization;

namespace Podcast.LocalAws.Scheduler;

/// <summary>
/// Puts what is known of an invocation into its input.
/// See https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html.
/// </summary>
internal static class ContextAttributes
{
    /// <param name="input">The input with its keywords.</param>
    /// <param name="scheduleArn">The schedule.</param>
    /// <param name="scheduledAt">The occurrence.</param>
    /// <param name="executionId">The same for every attempt.</param>
    /// <param name="attempt">The first attempt is 1.</param>
    public static string Fill(string input, string scheduleArn, DateTimeOffset scheduledAt, string executionId, int attempt) =>
        input.Contains("<aws.scheduler.", StringComparison.Ordinal)
            ? input
                .Replace("<aws.scheduler.schedule-arn>", scheduleArn, StringComparison.Ordinal)
                .Replace("<aws.scheduler.scheduled-time>", Text(scheduledAt), StringComparison.Ordinal)
                .Replace("<aws.scheduler.execution-id>", executionId, StringComparison.Ordinal)
                .Replace("<aws.scheduler.attempt-number>", attempt.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : input;

    /// <summary>A time as the service writes it: whole seconds, in UTC.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
