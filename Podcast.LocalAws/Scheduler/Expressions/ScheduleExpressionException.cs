namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>A schedule expression cannot be read; the message says why.</summary>
internal sealed class ScheduleExpressionException(string message) : Exception(message);
