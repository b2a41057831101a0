namespace Podcast.LocalAws.CloudFront.Distribution.Invalidations;

/// <summary>One invalidation. Its objects leave the cache at once; that it is completed is told a moment later, as every edge location has to be reached.</summary>
/// <param name="Id">CloudFront's id of it.</param>
/// <param name="DistributionId">The distribution.</param>
/// <param name="CallerReference">The caller's own id of it.</param>
/// <param name="Paths">The paths.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record Invalidation(string Id, string DistributionId, string CallerReference, IReadOnlyList<string> Paths, DateTimeOffset CreatedAt)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    /// <summary><c>InProgress</c> or <c>Completed</c>.</summary>
    public string StatusAt(DateTimeOffset now) => now - CreatedAt < Duration ? "InProgress" : "Completed";
}
