using System.Net.Http.Headers;
using System.Text;
using CsvHelper;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>The text of a CSV file: in which encoding it came, and what separates its fields.</summary>
/// <param name="Encoding"><c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.</param>
/// <param name="Separator">A comma, a semicolon or a tab: whichever the first line has most of.</param>
/// <param name="Utf8">The file in UTF-8.</param>
internal sealed record CsvText(string Encoding, char Separator, ReadOnlyMemory<byte> Utf8)
{
    private const string MediaType = "text/csv";
    private const string Utf8Name = "utf-8";
    private const string Utf16Name = "utf-16";
    private const string Windows1252Name = "windows-1252";

    private static readonly char[] Separators = [',', ';', '\t'];

    /// <returns>The text, or the problem with it: nothing is ever replaced.</returns>
    public static (CsvText? Text, Problem? Problem) Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !MediaType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problem.UnsupportedMediaType(MediaType));
        }

        var charset = type.CharSet?.Trim('"').ToLowerInvariant();
        var encoding = body.Span switch
        {
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => Utf16Name,
            [0, not 0, ..] or [not 0, 0, ..] => Utf16Name,
            _ => charset switch
            {
                null or Utf8Name or "utf8" or "us-ascii" => Utf8Name,
                Utf16Name or "utf-16le" or "utf-16be" => Utf16Name,

                // https://encoding.spec.whatwg.org/#names-and-labels: what is called Latin-1 is read as Windows-1252 everywhere.
                Windows1252Name or "cp1252" or "iso-8859-1" or "latin1" => Windows1252Name,
                _ => null,
            },
        };
        return encoding switch
        {
            null => (null, Problem.UnsupportedMediaType(MediaType) with
            {
                Detail = $"The charset '{Name(charset)}' is not read here. It has to be {Utf8Name}, {Utf16Name} or {Windows1252Name}.",
            }),
            Utf8Name => System.Text.Unicode.Utf8.IsValid(body.Span) ? (Create(Utf8Name, body), null) : (null, NotUtf8(body.Span)),
            _ => Decode(encoding, charset, body.Span),
        };
    }

    private static (CsvText? Text, Problem? Problem) Decode(string encoding, string? charset, ReadOnlySpan<byte> body)
    {
        var decoder = encoding == Windows1252Name
            ? CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!
            : new UnicodeEncoding(
                bigEndian: body is [0xFE, 0xFF, ..] or [0, not 0, ..] || (body is not [0xFF, 0xFE, ..] and not [not 0, 0, ..] && charset == "utf-16be"),
                byteOrderMark: true,
                throwOnInvalidBytes: true);
        try
        {
            return (Create(encoding, System.Text.Encoding.UTF8.GetBytes(decoder.GetString(body).TrimStart('\ufeff'))), null);
        }
        catch (DecoderFallbackException invalid)
        {
            return (null, Problem.InvalidBody($"The file is not {encoding}: it makes no sense at byte {invalid.Index + 1}."));
        }
    }

    private static CsvText Create(string encoding, ReadOnlyMemory<byte> utf8)
    {
        var end = utf8.Span.IndexOfAny((byte)'\r', (byte)'\n');
        var first = utf8.Span[..(end < 0 ? utf8.Length : end)].ToArray();
        return new(encoding, Separators.MaxBy(separator => first.Count(character => character == separator)), utf8);
    }

    private static Problem NotUtf8(ReadOnlySpan<byte> body)
    {
        var line = 1 + body[..IndexOfInvalid(body)].Count((byte)'\n');
        return Problem.InvalidBody(
            $"Line {line} of the file is not UTF-8. Save it as 'CSV UTF-8', or say what it is: 'content-type: {MediaType}; charset={Windows1252Name}' for what "
            + "spreadsheets of Western Europe and America save.");
    }

    private static int IndexOfInvalid(ReadOnlySpan<byte> body)
    {
        var index = 0;
        while (Rune.DecodeFromUtf8(body[index..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            index += length;
        }

        return index;
    }

    private static string Name(string? charset) =>
        charset is { Length: <= 40 } && charset.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? charset : "another";

    /// <exception cref="CsvFormatException">The quoting is wrong; the message names the record and the line.</exception>
    public IReadOnlyList<IReadOnlyList<string>> ReadRecords() => CsvRecords.Read(Utf8, Separator);

    // The file is full of e-mail addresses.
    public override string ToString() => Encoding;
}
