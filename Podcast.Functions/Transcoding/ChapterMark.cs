namespace Podcast.Functions.Transcoding;

/// <summary>A chapter that was found in a recording.</summary>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds; null when the recording does not say it.</param>
/// <param name="Title">Null when it has none.</param>
internal readonly record struct ChapterMark(decimal Start, decimal? End, string? Title);
