namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>One output group of a job.</summary>
/// <param name="IsHls">Whether it is an Apple HLS package.</param>
/// <param name="Bucket">Where it goes.</param>
/// <param name="Folder">The key's part before the file name, with its last slash.</param>
/// <param name="BaseName">The file name that all outputs begin with.</param>
/// <param name="SegmentSeconds">The length of an HLS segment.</param>
/// <param name="HasFractions">Whether the playlists give durations with fractions.</param>
/// <param name="Outputs">At least one.</param>
internal sealed record PlannedGroup(
    bool IsHls, string Bucket, string Folder, string BaseName, int SegmentSeconds, bool HasFractions, IReadOnlyList<PlannedOutput> Outputs)
{
    public S3Location LocationOf(string fileName) => new(Bucket, Folder + fileName);
}
