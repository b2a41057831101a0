namespace Podcast.Functions.AutoTranscoding;

/// <summary>What a run did.</summary>
/// <param name="Submitted">Jobs that it submitted.</param>
/// <param name="LookedAfter">Jobs that had not told how they ended, and were asked.</param>
internal sealed record TranscodingReport(int Submitted, int LookedAfter);
