using System.Globalization;

namespace Podcast.Tests.Unit.LocalAws.Scheduler.Expressions;

/// <summary>
/// The next occurrence of a cron expression, found by walking through time minute by minute and asking each one whether it matches: slow,
/// and without any code in common with what it judges.
/// </summary>
internal static class CronOracle
{
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    public static DateTimeOffset? NextAfter(string fields, DateTimeOffset after, TimeZoneInfo zone, TimeSpan horizon)
    {
        var parts = fields.Split(' ');
        var minute = new DateTimeOffset(after.Year, after.Month, after.Day, after.Hour, after.Minute, 0, TimeSpan.Zero).AddMinutes(1);
        for (var end = after + horizon; minute <= end; minute = minute.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(minute, zone).DateTime;
            if (Matches(parts, local) && !WasShownBefore(minute, local, zone))
            {
                return minute;
            }
        }

        return null;
    }

    // Clocks never go back by more than this.
    private static bool WasShownBefore(DateTimeOffset minute, DateTime local, TimeZoneInfo zone) =>
        Enumerable.Range(1, 180).Any(back => TimeZoneInfo.ConvertTime(minute.AddMinutes(-back), zone).DateTime == local);

    private static bool Matches(string[] parts, DateTime local) =>
        Field(parts[0], local.Minute, 0, 59, [])
        && Field(parts[1], local.Hour, 0, 23, [])
        && Field(parts[3], local.Month, 1, 12, MonthNames)
        && Field(parts[5], local.Year, 1970, 2199, [])
        && (parts[2] == "?" ? MatchesDayOfWeek(parts[4], local) : MatchesDayOfMonth(parts[2], local));

    private static bool MatchesDayOfMonth(string text, DateTime local)
    {
        var last = DateTime.DaysInMonth(local.Year, local.Month);
        return text.Split(',').Any(item => item switch
        {
            "L" => local.Day == last,
            "LW" => local.Day == Nearest(local, last),
            _ when item.EndsWith('W') => Number(item[..^1]) <= last && local.Day == Nearest(local, Number(item[..^1])),
            _ => Item(item, local.Day, 1, 31, []),
        });
    }

    private static int Nearest(DateTime month, int wanted) => Enumerable.Range(1, DateTime.DaysInMonth(month.Year, month.Month))
        .Where(day => new DateTime(month.Year, month.Month, day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        .MinBy(day => Math.Abs(day - wanted));

    private static bool MatchesDayOfWeek(string text, DateTime local)
    {
        var today = (int)local.DayOfWeek + 1;
        return text.Split(',').Any(item => item switch
        {
            "L" => today == 7,
            _ when item.Contains('#', StringComparison.Ordinal) => today == Value(item.Split('#')[0], DayNames)
                && Enumerable.Range(1, local.Day).Count(day => new DateTime(local.Year, local.Month, day).DayOfWeek == local.DayOfWeek) == Number(item.Split('#')[1]),
            _ when item.EndsWith('L') => today == Value(item[..^1], DayNames) && local.AddDays(7).Month != local.Month,
            _ => Item(item, today, 1, 7, DayNames),
        });
    }

    private static bool Field(string text, int value, int from, int to, string[] names) => text.Split(',').Any(item => Item(item, value, from, to, names));

    private static bool Item(string item, int value, int from, int to, string[] names)
    {
        var step = item.Contains('/', StringComparison.Ordinal) ? Number(item.Split('/')[1]) : 0;
        var range = item.Split('/')[0];
        if (range != "*")
        {
            var ends = range.Split('-');
            from = Value(ends[0], names);
            to = ends.Length == 2 ? Value(ends[1], names) : step > 0 ? to : from;
        }

        return value >= from && value <= to && (step == 0 || (value - from) % step == 0);
    }

    private static int Value(string text, string[] names) => Array.IndexOf(names, text) is var index and >= 0 ? 1 + index : Number(text);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
