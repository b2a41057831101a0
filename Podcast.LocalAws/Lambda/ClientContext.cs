using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Lambda;

/// <summary>What a caller tells about itself. See https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.</summary>
internal static class ClientContext
{
    private const int MaxBase64 = 3583;

    /// <returns>The JSON object as a runtime gets it: in a header, so in ASCII and on one line; <see langword="null"/> without one.</returns>
    /// <exception cref="AwsException">The header is too long, or not a JSON object in base64.</exception>
    public static string? Read(HttpRequest request)
    {
        var header = request.Headers["X-Amz-Client-Context"].ToString();
        if (header.Length == 0)
        {
            return null;
        }

        if (header.Length > MaxBase64)
        {
            throw Invalid($"Client context must be no more than {MaxBase64} bytes when base64-encoded.");
        }

        try
        {
            return Base64.IsValid(header) && JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header))) is JsonObject context
                ? context.ToJsonString()
                : throw Invalid("Client context must be a valid Base64-encoded JSON object.");
        }
        catch (JsonException)
        {
            throw Invalid("Client context must be a valid Base64-encoded JSON object.");
        }
    }

    private static AwsException Invalid(string message) => new("InvalidRequestContentException", message, StatusCodes.Status400BadRequest);
}
