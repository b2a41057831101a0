namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>What came of an output.</summary>
/// <param name="Path">Its file, or for HLS its playlist, as <c>s3://bucket/key</c>.</param>
/// <param name="DurationMilliseconds">As a player sees it.</param>
internal sealed record OutputResult(string Path, long DurationMilliseconds);
