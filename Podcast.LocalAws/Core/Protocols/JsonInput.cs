using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Podcast.LocalAws.Core.Protocols;

/// <summary>
/// Parses JSON that somebody sent. Text that is not Unicode and an object that has a member twice are refused here: .NET's own reader accepts both, and fails
/// where the text or the object is used.
/// </summary>
internal static class JsonInput
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // An item of DynamoDB may be nested 32 levels deep, each of which is two of JSON.
    private const int MaxDepth = 128;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <exception cref="JsonException">It is not well-formed JSON in UTF-8.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        RequireWellFormed(utf8);
        return JsonNode.Parse(utf8, documentOptions: Options);
    }

    /// <exception cref="JsonException">It is not well-formed JSON, or has half of a surrogate pair.</exception>
    public static JsonNode? Parse(string text) => Parse(ToUtf8(text));

    /// <summary>Checks text that is passed on as it is.</summary>
    /// <exception cref="JsonException">It is not well-formed JSON in UTF-8.</exception>
    public static void RequireWellFormed(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader is { ValueIsEscaped: true, TokenType: JsonTokenType.String or JsonTokenType.PropertyName })
            {
                RequireUnicode(ref reader);
            }
        }
    }

    private static void RequireUnicode(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new JsonException($"The text at byte {reader.TokenStartIndex} has half of a surrogate pair, which is no character.");
        }
    }

    private static byte[] ToUtf8(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new JsonException("The text has half of a surrogate pair, which is no character.");
        }
    }
}
