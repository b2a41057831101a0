namespace Podcast.LocalAws.CloudFront.Distribution.Invalidations;

/// <summary>One invalidation. It is completed when it is answered: there is one edge.</summary>
/// <param name="Id">CloudFront's id of it.</param>
/// <param name="DistributionId">The distribution.</param>
/// <param name="CallerReference">The caller's own id of it.</param>
/// <param name="Paths">The paths.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record Invalidation(string Id, string DistributionId, string CallerReference, IReadOnlyList<string> Paths, DateTimeOffset CreatedAt);
