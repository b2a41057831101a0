using System.Buffers;

namespace Podcast.LocalAws.Core;

/// <summary>The names that a header may have: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2.</summary>
internal static class HeaderName
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static bool IsValid(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(Characters);
}
