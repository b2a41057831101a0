namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>What ffprobe says of the input.</summary>
/// <param name="Format">The container, in ffprobe's words, such as <c>wav</c>.</param>
/// <param name="Stream">The index of the audio stream.</param>
/// <param name="Channels">How many channels it has.</param>
/// <param name="Duration">How long it says it is; null when it does not say.</param>
internal sealed record InputInformation(string Format, int Stream, int Channels, TimeSpan? Duration);
