namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>How loud an output shall be.</summary>
/// <param name="Lkfs">The integrated loudness.</param>
/// <param name="PeakDecibels">What no peak may exceed, in dBFS.</param>
internal sealed record LoudnessTarget(double Lkfs, double PeakDecibels);
