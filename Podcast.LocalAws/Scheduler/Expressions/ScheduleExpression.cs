namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>When a schedule runs. See https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.</summary>
internal abstract class ScheduleExpression
{
    /// <summary>Whether it can have more than one occurrence; start and end dates hold for these only.</summary>
    public abstract bool Recurs { get; }

    /// <summary>Reads <c>rate(…)</c>, <c>cron(…)</c> or <c>at(…)</c>.</summary>
    /// <exception cref="ScheduleExpressionException">Says what is wrong with it.</exception>
    public static ScheduleExpression Parse(string text)
    {
        if (text.EndsWith(')'))
        {
            if (text.StartsWith("rate(", StringComparison.Ordinal))
            {
                return RateExpression.ParseFields(text[5..^1]);
            }

            if (text.StartsWith("cron(", StringComparison.Ordinal))
            {
                return CronExpression.ParseFields(text[5..^1]);
            }

            if (text.StartsWith("at(", StringComparison.Ordinal))
            {
                return AtExpression.ParseFields(text[3..^1]);
            }
        }

        throw new ScheduleExpressionException("It has to be rate(…), cron(…) or at(…).");
    }

    /// <summary>The first occurrence after a moment; <see langword="null"/> when there is none.</summary>
    /// <param name="after">The occurrence is later than this.</param>
    /// <param name="zone">The time zone that the expression's fields are in.</param>
    /// <param name="start">The first occurrence of a rate.</param>
    public abstract DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone, DateTimeOffset start);
}
