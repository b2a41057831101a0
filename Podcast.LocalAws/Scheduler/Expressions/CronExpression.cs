namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>
/// Runs at the minutes that six fields match: minutes, hours, day of month, month, day of week (1 is Sunday) and year. One of the two day
/// fields has to be <c>?</c>. See https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based.
/// </summary>
internal sealed class CronExpression : ScheduleExpression
{
    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _months;
    private readonly CronField _years;
    private readonly CronDays _days;

    private CronExpression(CronField minutes, CronField hours, CronDays days, CronField months, CronField years) =>
        (_minutes, _hours, _days, _months, _years) = (minutes, hours, days, months, years);

    public override bool Recurs => true;

    public static CronExpression ParseFields(string fields)
    {
        if (fields.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minutes, var hours, var dayOfMonth, var month, var dayOfWeek, var year])
        {
            throw new ScheduleExpressionException("A cron expression has six fields: minutes, hours, day-of-month, month, day-of-week and year.");
        }

        return new(
            CronField.Parse("minutes", minutes, 0, 59),
            CronField.Parse("hours", hours, 0, 23),
            CronDays.Parse(dayOfMonth, dayOfWeek),
            CronField.Parse("month", month, 1, 12, CronNames.Months),
            CronField.Parse("year", year, 1970, 2199));
    }

    public override DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone, DateTimeOffset start)
    {
        var from = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var candidate = NextLocal(new(from.Year, from.Month, from.Day, from.Hour, from.Minute, 0));
        while (candidate is { } local)
        {
            // In the hour that comes twice, what matches has been, unless this is the first time.
            if (LocalTime.ToInstant(local, zone) is { } instant && instant > after)
            {
                return instant;
            }

            candidate = NextLocal(local.AddMinutes(1));
        }

        return null;
    }

    /// <summary>The first matching minute of the wall clock, not before <paramref name="from"/>.</summary>
    private DateTime? NextLocal(DateTime from)
    {
        for (int? year = _years.Next(from.Year); year is not null; year = _years.Next(year.Value + 1))
        {
            var sameYear = year == from.Year;
            for (var month = _months.Next(sameYear ? from.Month : 1); month is not null; month = _months.Next(month.Value + 1))
            {
                var sameMonth = sameYear && month == from.Month;
                for (var day = _days.Next(year.Value, month.Value, sameMonth ? from.Day : 1);
                    day is not null;
                    day = _days.Next(year.Value, month.Value, day.Value + 1))
                {
                    var sameDay = sameMonth && day == from.Day;
                    if (NextTime(sameDay ? from.TimeOfDay : TimeSpan.Zero) is { } time)
                    {
                        return new DateTime(year.Value, month.Value, day.Value) + time;
                    }
                }
            }
        }

        return null;
    }

    private TimeSpan? NextTime(TimeSpan from)
    {
        for (var hour = _hours.Next(from.Hours); hour is not null; hour = _hours.Next(hour.Value + 1))
        {
            if (_minutes.Next(hour == from.Hours ? from.Minutes : 0) is { } minute)
            {
                return new TimeSpan(hour.Value, minute, 0);
            }
        }

        return null;
    }
}
