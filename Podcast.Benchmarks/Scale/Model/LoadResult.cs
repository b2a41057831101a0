namespace Podcast.Benchmarks.Scale.Model;

/// <summary>Requests of a day.</summary>
/// <param name="MeanRequests">Requests of viewers a second.</param>
/// <param name="PeakRequests">The same in the busiest second.</param>
/// <param name="ShareOfFallback">Of requests, those that the fallback decides.</param>
/// <param name="MeanFallback">Requests a second that reach the fallback.</param>
/// <param name="PeakFallback">The same in the busiest second, refused ones included.</param>
/// <param name="ShareRefused">Of requests to the fallback, those that it refuses with 429.</param>
/// <param name="PeakFeeds">Runs of Feeds a second in the busiest second.</param>
internal sealed record LoadResult(
    double MeanRequests, double PeakRequests, double ShareOfFallback, double MeanFallback, double PeakFallback, double ShareRefused, double PeakFeeds);
