namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>What one run of a tool may use.</summary>
/// <param name="Time">How long it may take.</param>
/// <param name="MemoryKilobytes">How much address space it may have.</param>
/// <param name="FileBytes">How large each file that it writes may be.</param>
internal sealed record ToolLimits(TimeSpan Time, long MemoryKilobytes, long FileBytes)
{
    /// <summary>What every run may take besides its share of the audio's duration: a slow start, a busy machine.</summary>
    public static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(2);

    /// <summary>A fifth of a second for each second of audio; a run needs a tenth of that on one core.</summary>
    private const double TimePerSecond = 0.2;

    /// <summary>The limits of a run over audio of this duration, so that a small file cannot keep a core busy for hours.</summary>
    /// <param name="duration">How long the audio says it is; null when it does not say.</param>
    public ToolLimits For(TimeSpan? duration) =>
        duration is { } known && LeastTime + (known * TimePerSecond) is var bound && bound < Time ? this with { Time = bound } : this;
}
