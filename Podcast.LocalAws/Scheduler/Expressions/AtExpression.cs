using System.Globalization;

namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>Runs once. A time that its zone skips in spring never comes; of one that comes twice in autumn, it is the first.</summary>
internal sealed class AtExpression(DateTime local) : ScheduleExpression
{
    // The years that cron has; the last ones of the calendar are not in every time zone.
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    public override bool Recurs => false;

    public static AtExpression ParseFields(string fields) =>
        DateTime.TryParseExact(fields, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is >= FirstYear and <= LastYear
            ? new(local)
            : throw new ScheduleExpressionException("A one-time schedule has the form at(yyyy-mm-ddThh:mm:ss).");

    public override DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone, DateTimeOffset start) =>
        LocalTime.ToInstant(local, zone) is { } instant && instant > after ? instant : null;
}
