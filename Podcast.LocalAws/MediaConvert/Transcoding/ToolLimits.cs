namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>What one run of a tool may use.</summary>
/// <param name="Time">How long it may take.</param>
/// <param name="MemoryKilobytes">How much address space it may have.</param>
/// <param name="FileBytes">How large each file that it writes may be.</param>
internal sealed record ToolLimits(TimeSpan Time, long MemoryKilobytes, long FileBytes);
