namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>The moment of a wall clock's time, by the rules that the service documents for the change of clocks.</summary>
internal static class LocalTime
{
    /// <summary>The moment at which a zone's clocks first show a time; <see langword="null"/> when they skip it.</summary>
    public static DateTimeOffset? ToInstant(DateTime local, TimeZoneInfo zone)
    {
        // Converted from UTC, where each moment has one offset: in Dublin, whose winter time is the exception, TimeZoneInfo takes skipped times for valid.
        var before = OffsetAt(local, -1);
        var after = OffsetAt(local, 1);
        return Find(before > after ? before : after) ?? Find(before > after ? after : before);

        // Clocks turn less often than every second day.
        TimeSpan OffsetAt(DateTime near, int days) => zone.GetUtcOffset(new DateTimeOffset(near, TimeSpan.Zero).AddDays(days));

        // With the larger offset it is the earlier moment.
        DateTimeOffset? Find(TimeSpan offset)
        {
            var moment = new DateTimeOffset(local, offset).ToUniversalTime();
            return TimeZoneInfo.ConvertTime(moment, zone).DateTime == local ? moment : null;
        }
    }
}
