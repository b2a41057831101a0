using System.Text.Json;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>Reads the members of a request; what is missing or malformed is a ValidationException.</summary>
internal static class RequestFields
{
    // The API model's bound; the quota of 512 bytes is checked with the other quotas.
    private const int MaxKeyLength = 1024;

    public static AwsException Invalid(string message) => new("ValidationException", message, 400);

    public static void CheckKey(string key)
    {
        if (key.Length is 0 or > MaxKeyLength)
        {
            throw Invalid($"A key has 1 to {MaxKeyLength} characters.");
        }

        if (!IsUnicode(key))
        {
            throw Invalid("A key has to be valid Unicode.");
        }
    }

    public static string RequireString(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            throw Invalid($"{name} is required and must be a string.");
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no character, and has no bytes.
            throw Invalid($"{name} has to be valid Unicode.");
        }
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    public static string RequireIfMatch(HttpRequest request) =>
        request.Headers.IfMatch.ToString() is { Length: > 0 } etag ? etag : throw Invalid("The header If-Match is required: the ETag of DescribeKeyValueStore.");

    public static async Task<JsonElement> ReadBodyAsync(HttpRequest request)
    {
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            JsonInput.RequireWellFormed(body.GetBuffer().AsSpan(0, (int)body.Length));
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Invalid("The body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw Invalid("The body is not valid JSON in UTF-8.");
        }
    }
}
