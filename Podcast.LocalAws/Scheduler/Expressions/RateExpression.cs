using System.Globalization;

namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>Runs at a regular distance in time. A day is 24 hours, also when the clocks change.</summary>
internal sealed class RateExpression(TimeSpan period) : ScheduleExpression
{
    // No rate is longer than what a schedule could ever live to see.
    private const int MaxValue = 1_000_000;

    public TimeSpan Period => period;

    public override bool Recurs => true;

    public static RateExpression ParseFields(string fields)
    {
        if (fields.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var value, var unit])
        {
            throw new ScheduleExpressionException("A rate is a number and a unit, such as rate(5 minutes).");
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > MaxValue)
        {
            throw new ScheduleExpressionException($"A rate's value has to be a positive number, but is '{value}'.");
        }

        return new(unit switch
        {
            "minute" or "minutes" => TimeSpan.FromMinutes(number),
            "hour" or "hours" => TimeSpan.FromHours(number),
            "day" or "days" => TimeSpan.FromDays(number),
            _ => throw new ScheduleExpressionException($"A rate's unit has to be minutes, hours or days, but is '{unit}'."),
        });
    }

    public override DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone, DateTimeOffset start)
    {
        if (after < start)
        {
            return start;
        }

        var periods = ((after - start).Ticks / period.Ticks) + 1;
        return start.AddTicks(periods * period.Ticks);
    }
}
