namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>One file, or one HLS rendition, that a job makes.</summary>
/// <param name="Codec"><c>MP3</c> or <c>AAC</c>.</param>
/// <param name="Container"><c>RAW</c>, <c>MP4</c>, <c>M2TS</c> or <c>M3U8</c>.</param>
/// <param name="Bitrate">In bit/s; null with <paramref name="VbrQuality"/>.</param>
/// <param name="VbrQuality">0, the best, to 9.</param>
/// <param name="SampleRate">In Hz.</param>
/// <param name="Channels">1 or 2; null follows the input, with two at most.</param>
/// <param name="Loudness">Null leaves the loudness as it is.</param>
/// <param name="Name">The file name without ending: the base name and the modifier.</param>
/// <param name="Extension">The ending, without a dot.</param>
internal sealed record PlannedOutput(
    string Codec, string Container, int? Bitrate, int? VbrQuality, int SampleRate, int? Channels, LoudnessTarget? Loudness, string Name, string Extension)
{
    /// <summary>The file that the event names: for HLS, the playlist.</summary>
    public string FileName => $"{Name}.{Extension}";

    public bool IsHls => Container == "M3U8";
}
