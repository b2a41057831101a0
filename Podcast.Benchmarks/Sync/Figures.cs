using System.Globalization;

namespace Podcast.Benchmarks.Sync;

/// <summary>How figures are printed.</summary>
internal static class Figures
{
    public static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00 s", CultureInfo.InvariantCulture);

    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0 ms", CultureInfo.InvariantCulture);

    public static TimeSpan Percentile(IEnumerable<TimeSpan> times, double part)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}
