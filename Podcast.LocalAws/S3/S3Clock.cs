namespace Podcast.LocalAws.S3;

internal static class S3Clock
{
    /// <summary>Now, to the second, as HTTP tells when an object changed.</summary>
    public static DateTimeOffset GetLastModified(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
