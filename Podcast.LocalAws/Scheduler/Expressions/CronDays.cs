namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>The days of a month that the two day fields match; exactly one of them is <c>?</c>.</summary>
internal sealed class CronDays
{
    private readonly CronField? _daysOfMonth;
    private readonly CronField? _daysOfWeek;
    private readonly bool _lastDay;
    private readonly bool _lastWeekday;
    private readonly List<int> _nearestWeekdays = [];
    private readonly List<DayOfWeek> _lastOfMonth = [];
    private readonly (DayOfWeek Day, int Which)? _nth;

    private CronDays(string dayOfMonth, string dayOfWeek)
    {
        if (dayOfMonth == "?")
        {
            var items = dayOfWeek.Split(',');
            if (items is [var only] && only.Contains('#', StringComparison.Ordinal))
            {
                _nth = ParseNth(only);
                return;
            }

            _daysOfWeek = Plain("day-of-week", items.Where(item => !IsLastOfMonth(item)).Select(item => item == "L" ? "7" : item), 1, 7, CronNames.Days);
            _lastOfMonth.AddRange(items.Where(IsLastOfMonth).Select(item => WeekDay(item[..^1])));
            return;
        }

        var days = dayOfMonth.Split(',');
        _lastDay = days.Contains("L");
        _lastWeekday = days.Contains("LW");
        _nearestWeekdays.AddRange(days.Where(IsNearestWeekday).Select(item => CronField.ParseValue("day-of-month", item[..^1], 1, 31)));
        _daysOfMonth = Plain("day-of-month", days.Where(item => item is not ("L" or "LW") && !IsNearestWeekday(item)), 1, 31);
    }

    /// <exception cref="ScheduleExpressionException">A field cannot be read, or both say something.</exception>
    public static CronDays Parse(string dayOfMonth, string dayOfWeek) => (dayOfMonth == "?") != (dayOfWeek == "?")
        ? new(dayOfMonth, dayOfWeek)
        : throw new ScheduleExpressionException("One of the fields day-of-month and day-of-week, and only one, has to be '?'.");

    /// <summary>The first matching day of a month, not before <paramref name="from"/>; <see langword="null"/> when there is none.</summary>
    public int? Next(int year, int month, int from)
    {
        var last = DateTime.DaysInMonth(year, month);
        for (var day = from; day <= last; day++)
        {
            if (Matches(year, month, day, last))
            {
                return day;
            }
        }

        return null;
    }

    private bool Matches(int year, int month, int day, int last)
    {
        var weekDay = new DateTime(year, month, day).DayOfWeek;
        return (_daysOfMonth?.Contains(day) ?? false)
            || (_daysOfWeek?.Contains((int)weekDay + 1) ?? false)
            || (_lastDay && day == last)
            || (_lastWeekday && day == NearestWeekday(year, month, last, last))
            || _nearestWeekdays.Exists(wanted => wanted <= last && day == NearestWeekday(year, month, wanted, last))
            || (day > last - 7 && _lastOfMonth.Contains(weekDay))
            || (_nth is { } nth && weekDay == nth.Day && ((day - 1) / 7) + 1 == nth.Which);
    }

    // The nearest one never leaves the month.
    private static int NearestWeekday(int year, int month, int day, int last) => new DateTime(year, month, day).DayOfWeek switch
    {
        DayOfWeek.Saturday => day == 1 ? 3 : day - 1,
        DayOfWeek.Sunday => day == last ? day - 2 : day + 1,
        _ => day,
    };

    private static bool IsNearestWeekday(string item) => item.Length > 1 && item.EndsWith('W') && item != "LW";

    private static bool IsLastOfMonth(string item) => item.Length > 1 && item.EndsWith('L');

    private static (DayOfWeek Day, int Which) ParseNth(string item) => item.Split('#') is [var day, var which]
        ? (WeekDay(day), CronField.ParseValue("day-of-week after its #", which, 1, 5))
        : throw new ScheduleExpressionException($"The field day-of-week has '{item}': it takes one '#', such as 3#2.");

    private static DayOfWeek WeekDay(string text) => (DayOfWeek)(CronField.ParseValue("day-of-week", text, 1, 7, CronNames.Days) - 1);

    private static CronField? Plain(string name, IEnumerable<string> items, int from, int to, string[]? names = null)
    {
        var text = string.Join(',', items);
        return text.Length == 0 ? null : CronField.Parse(name, text, from, to, names);
    }
}
