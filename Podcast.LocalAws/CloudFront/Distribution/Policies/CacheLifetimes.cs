namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>How long a response is kept without a request to the origin. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html.</summary>
/// <param name="Minimum">At least, whatever the origin says.</param>
/// <param name="Default">When the origin says nothing.</param>
/// <param name="Maximum">At most, when the origin says something.</param>
internal sealed record CacheLifetimes(TimeSpan Minimum, TimeSpan Default, TimeSpan Maximum)
{
    public static readonly CacheLifetimes None = InSeconds(0, 0, 0);

    /// <summary>Whether nothing is kept at all.</summary>
    public bool IsNone => Maximum == TimeSpan.Zero && Default == TimeSpan.Zero && Minimum == TimeSpan.Zero;

    public static CacheLifetimes InSeconds(long minimum, long standard, long maximum) =>
        new(TimeSpan.FromSeconds(minimum), TimeSpan.FromSeconds(standard), TimeSpan.FromSeconds(maximum));
}
