namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>What came of an output group.</summary>
/// <param name="PlaylistPath">The multivariant playlist of an HLS group, as <c>s3://bucket/key</c>.</param>
/// <param name="Outputs">In the order of the settings.</param>
internal sealed record GroupResult(string? PlaylistPath, IReadOnlyList<OutputResult> Outputs);
