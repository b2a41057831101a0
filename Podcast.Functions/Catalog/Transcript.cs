namespace Podcast.Functions.Catalog;

/// <summary>An episode's words: https://podcasting2.org/docs/podcast-namespace/tags/transcript.</summary>
/// <param name="File">The file name, beside the audio.</param>
/// <param name="ContentType"><c>text/vtt</c> or <c>application/x-subrip</c>.</param>
/// <param name="Language">A language tag.</param>
internal sealed record Transcript(string File, string ContentType, string Language);
