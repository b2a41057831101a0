namespace Podcast.Functions.MediaCleanup;

/// <summary>What a run did.</summary>
/// <param name="Removed">Removals that it finished.</param>
/// <param name="Left">Removals that wait for the next run, since CloudFront takes no more at once.</param>
internal sealed record MediaCleanupResult(int Removed, int Left);
