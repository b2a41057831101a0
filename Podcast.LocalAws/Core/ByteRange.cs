using System.Globalization;

namespace Podcast.LocalAws.Core;

/// <summary>The part of an object that a Range header requests.</summary>
/// <param name="Offset">The first byte, from 0.</param>
/// <param name="Length">How many bytes; 0 when the range lies outside of the object.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    public bool IsSatisfiable => Length > 0;

    /// <summary>
    /// Reads a Range header. S3 serves a single range; more than one, or a value that is not a range, is ignored and the whole object sent.
    /// See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html and RFC 9110, 14.2.
    /// </summary>
    /// <param name="header">The header's value, such as <c>bytes=0-499</c> or <c>bytes=-500</c>.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <returns>The range, or <see langword="null"/> when the header is to be ignored.</returns>
    public static ByteRange? Parse(string? header, long size)
    {
        const string unit = "bytes=";
        if (header is null || !header.StartsWith(unit, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = header.AsSpan(unit.Length).Trim();
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryParse(text[..dash], out var first) || !TryParse(text[(dash + 1)..], out var last))
        {
            return null;
        }

        return (first, last) switch
        {
            (null, null) => null,
            (null, { } suffix) => new(Math.Max(0, size - suffix), Math.Min(size, suffix)),
            ({ } from, { } to) when to < from => null,
            ({ } from, _) when from >= size => new(from, 0),
            ({ } from, null) => new(from, size - from),
            ({ } from, { } to) => new(from, Math.Min(to, size - 1) - from + 1),
        };
    }

    private static bool TryParse(ReadOnlySpan<char> digits, out long? number)
    {
        number = null;
        if (digits.IsEmpty)
        {
            return true;
        }

        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        // A number that does not fit is a position behind any object's end.
        number = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : long.MaxValue;
        return true;
    }
}
