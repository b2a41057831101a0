namespace Podcast.LocalAws.CloudFront.Functions.Program;

/// <summary>The flags of regular expressions: g, i, m and y, as a literal or for the constructor.</summary>
internal static class RegExpFlags
{
    /// <summary>The first flag that the runtime does not know; <see langword="null"/> when it knows all.</summary>
    public static char? FindUnsupported(string flags) => flags.AsSpan().IndexOfAnyExcept("gimy") is >= 0 and var index ? flags[index] : null;
}
