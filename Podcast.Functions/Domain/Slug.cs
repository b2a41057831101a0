namespace Podcast.Functions.Domain;

/// <summary>The form of the ids of shows and episodes: they are segments of addresses, keys of items and of objects.</summary>
internal static class Slug
{
    public const int MaxLength = 63;

    public const string Rule = "1 to 63 lower-case letters, digits and hyphens, not starting with a hyphen";

    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLength
        && text[0] != '-'
        && !text.ContainsAnyExcept(Characters);

    private static readonly System.Buffers.SearchValues<char> Characters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
