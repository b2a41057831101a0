using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>Reads JSON bodies.</summary>
internal static class BodyReader
{
    public const int MaxBytes = 64 * 1024;

    /// <returns>The body, or the problem; never both.</returns>
    public static (T? Body, Problem? Problem) Read<T>(ApiRequest request)
        where T : class
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true
            && request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, Problem.UnsupportedMediaType("application/json"));
        }

        if (request.Body.Length > MaxBytes)
        {
            return (null, Problem.TooLarge(MaxBytes));
        }

        if (JsonUnicode.FindInvalid(request.Body.Span) is { } invalidField)
        {
            return (null, Problem.InvalidBody($"'{invalidField}' has text that is not Unicode.", invalidField.All(IsOfAName) ? "#/" + invalidField : null));
        }

        try
        {
            var type = (JsonTypeInfo<T>)(request.Json?.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"The JSON context has no {typeof(T)}."));
            return JsonSerializer.Deserialize(request.Body.Span, type) is { } body
                ? (body, null)
                : (null, Problem.InvalidBody("The body has to be a JSON object."));
        }
        catch (JsonException invalid)
        {
            // Path is "$.field"; the message of the exception may quote what was sent, which may be an e-mail address.
            var field = invalid.Path is ['$', '.', .. var path] && path.All(IsOfAName) ? path.Replace('.', '/') : null;
            return (null, field is null
                ? Problem.InvalidBody("The body is not a valid JSON object.")
                : Problem.InvalidBody($"'{field}' is unknown here or of the wrong type.", "#/" + field));
        }
    }

    // A name that no field has may be anything.
    private static bool IsOfAName(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '[' or ']';
}
