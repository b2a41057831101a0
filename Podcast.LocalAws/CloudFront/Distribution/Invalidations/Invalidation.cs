namespace Podcast.LocalAws.CloudFront.Distribution.Invalidations;

/// <summary>One invalidation. Its objects leave the cache at once; its status is completed a second later, as AWS has to reach every edge location first.</summary>
/// <param name="Id">The id that CloudFront gave it.</param>
/// <param name="DistributionId">The distribution.</param>
/// <param name="CallerReference">The id that the caller gave it.</param>
/// <param name="Paths">The paths.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record Invalidation(string Id, string DistributionId, string CallerReference, IReadOnlyList<string> Paths, DateTimeOffset CreatedAt)
{
    public const string InProgress = "InProgress";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    /// <summary><c>InProgress</c> or <c>Completed</c>.</summary>
    public string StatusAt(DateTimeOffset now) => now - CreatedAt < Duration ? InProgress : "Completed";
}
