using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>Reads JSON bodies.</summary>
internal static class BodyReader
{
    public const int MaxBytes = 64 * 1024;

    /// <returns>The body, or the problem; never both.</returns>
    public static (T? Body, Problem? Problem) Read<T>(ApiRequest request)
        where T : class =>
        FindProblem(request) is { } problem
            ? (null, problem)
            : Read(() => JsonSerializer.Deserialize(request.Body.Span, TypeOf<T>(request)));

    /// <summary>Reads a merge patch (https://www.rfc-editor.org/rfc/rfc7396) and applies it.</summary>
    /// <returns><paramref name="current"/> with the changes, or the problem; never both.</returns>
    public static (T? Body, Problem? Problem) ReadPatch<T>(ApiRequest request, T current)
        where T : class
    {
        if (FindProblem(request) is { } problem)
        {
            return (null, problem);
        }

        var type = TypeOf<T>(request);
        var (patch, invalid) = Read(() => JsonNode.Parse(request.Body.Span, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject);
        if (patch is null)
        {
            return (null, invalid);
        }

        // Null removes a member, so that an unknown one would go unnoticed.
        if (patch.Select(member => member.Key).FirstOrDefault(name => type.Properties.All(property => property.Name != name)) is { } unknown)
        {
            return (null, WrongField(unknown));
        }

        return Read(() =>
        {
            var merged = JsonSerializer.SerializeToNode(current, type)!.AsObject();
            MergePatch.Apply(merged, patch);
            return merged.Deserialize(type);
        });
    }

    private static Problem? FindProblem(ApiRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true
            && request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Problem.UnsupportedMediaType("application/json");
        }

        return request.Body.Length > MaxBytes ? Problem.TooLarge(MaxBytes)
            : JsonUnicode.FindInvalid(request.Body.Span) is { } field
                ? Problem.InvalidBody($"'{field}' has text that is not Unicode.", field.All(IsOfAName) ? "#/" + field : null)
            : null;
    }

    private static JsonTypeInfo<T> TypeOf<T>(ApiRequest request) =>
        (JsonTypeInfo<T>)(request.Json?.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"The JSON context has no {typeof(T)}."));

    private static (T? Body, Problem? Problem) Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read() is { } body ? (body, null) : (null, Problem.InvalidBody("The body has to be a JSON object."));
        }
        catch (JsonException invalid)
        {
            // Path is "$.field"; the message of the exception may quote what was sent, which may be an e-mail address.
            return (null, WrongField(invalid.Path is ['$', '.', .. var path] ? path.Replace('.', '/') : ""));
        }
    }

    // A name that no field has may be anything, so only one that could be a field's is repeated.
    private static Problem WrongField(string field) => field.Length > 0 && field.All(IsOfAName)
        ? Problem.InvalidBody($"'{field}' is unknown here or of the wrong type.", "#/" + field)
        : Problem.InvalidBody("The body is not a valid JSON object.");

    private static bool IsOfAName(char character) => char.IsAsciiLetterOrDigit(character) || character is '/' or '[' or ']';
}
