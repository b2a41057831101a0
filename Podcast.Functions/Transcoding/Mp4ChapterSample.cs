namespace Podcast.Functions.Transcoding;

/// <summary>A chapter of a chapter track, and where the file has its title.</summary>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
/// <param name="Offset">Of the title's sample in the file.</param>
/// <param name="Length">Of the sample, as far as it is read.</param>
internal readonly record struct Mp4ChapterSample(decimal Start, decimal End, long Offset, int Length);
