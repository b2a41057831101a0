using System.Globalization;

namespace Podcast.Functions.Feeds;

/// <summary>Dates as RSS and HTTP write them.</summary>
internal static class FeedDate
{
    public static string Format(long unixSeconds) => DateTimeOffset.FromUnixTimeSeconds(unixSeconds).ToString("r", CultureInfo.InvariantCulture);
}
