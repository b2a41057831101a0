namespace Podcast.Functions.AutoTranscoding;

/// <summary>What a run did.</summary>
/// <param name="Submitted">Jobs that it submitted.</param>
/// <param name="CheckedJobs">Running jobs without a final event whose state was read from MediaConvert.</param>
internal sealed record TranscodingReport(int Submitted, int CheckedJobs);
