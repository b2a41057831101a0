using System.Globalization;
using System.IO.Compression;

namespace Podcast.Functions.Feeds;

/// <summary>Chooses an encoding by <c>Accept-Encoding</c> (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3), and compresses.</summary>
internal static class FeedEncoding
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <returns>Null for none.</returns>
    public static string? Choose(string? acceptEncoding)
    {
        if (acceptEncoding is null)
        {
            return null;
        }

        var brotli = WeightOf(acceptEncoding, Brotli);
        var gzip = WeightOf(acceptEncoding, Gzip);
        return brotli > 0 && brotli >= gzip ? Brotli : gzip > 0 ? Gzip : null;
    }

    public static byte[] Compress(ReadOnlyMemory<byte> document, string encoding)
    {
        using var output = new MemoryStream(document.Length / 4);
        using (Stream stream = encoding == Brotli
            ? new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(document.Span);
        }

        return output.ToArray();
    }

    private static double WeightOf(string acceptEncoding, string encoding)
    {
        double? wildcard = null;
        foreach (var part in acceptEncoding.Split(','))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            var coding = pieces[0];
            var weight = Array.Find(pieces, parameter => parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)) is { } q
                ? double.TryParse(q.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : 0
                : 1;
            if (coding.Equals(encoding, StringComparison.OrdinalIgnoreCase)
                || (encoding == Gzip && coding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)))
            {
                return weight;
            }

            wildcard = coding == "*" ? weight : wildcard;
        }

        return wildcard ?? 0;
    }
}
