namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>Which members of responses are points in time: seconds since 1970 in JSON, and of a type of their own in the other protocols.</summary>
internal static class CloudWatchTimestamps
{
    public static bool IsTimestamp(string member) =>
        member is "LastModified" || member.EndsWith("Timestamp", StringComparison.Ordinal) || member.EndsWith("Timestamps", StringComparison.Ordinal);
}
