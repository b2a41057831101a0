namespace Podcast.Functions.ShowImports;

/// <summary>A transcript of an imported episode.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="ContentType">What the feed says that it is.</param>
/// <param name="Language">A language tag.</param>
internal sealed record ImportedTranscript(string Url, string ContentType, string Language);
