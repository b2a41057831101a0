using System.Text.Json;
using System.Text.Unicode;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>
/// Finds text that is no Unicode in JSON: bytes that are not UTF-8, or half of a surrogate pair behind an escape. .NET's reader accepts both and fails where the text is
/// used.
/// </summary>
internal static class JsonUnicode
{
    /// <returns>The outermost member that has such text, or <c>body</c>; <see langword="null"/> when there is none, or the JSON ends early.</returns>
    public static string? FindInvalid(ReadOnlySpan<byte> utf8)
    {
        const string whole = "body";
        if (!Utf8.IsValid(utf8))
        {
            return whole;
        }

        var field = whole;
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && (reader.ValueIsEscaped || IsField(reader)))
                {
                    var text = reader.GetString()!;
                    field = IsField(reader) ? text : field;
                }
            }
        }
        catch (InvalidOperationException)
        {
            return field;
        }
        catch (JsonException)
        {
            // The reader of the JSON reports the error.
        }

        return null;
    }

    private static bool IsField(in Utf8JsonReader reader) => reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 };
}
