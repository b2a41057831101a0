namespace Podcast.LocalAws.Scheduler.Expressions;

/// <summary>The moment of a wall clock's time, by the rules that the service documents for the change of clocks.</summary>
internal static class LocalTime
{
    /// <summary>The moment at which a zone's clocks first show a time; <see langword="null"/> when they skip it.</summary>
    public static DateTimeOffset? ToInstant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return null;
        }

        // The larger offset is the one before the clocks go back: the earlier of the two moments.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
