using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>A request to DynamoDB or its streams.</summary>
/// <param name="Context">The HTTP request.</param>
/// <param name="Caller">Who signed it.</param>
/// <param name="Target">The operation.</param>
/// <param name="Body">What DynamoDB Local receives.</param>
/// <param name="Input">The body's members.</param>
internal sealed record DynamoDbRequest(HttpContext Context, AwsCaller Caller, AwsTarget Target, ReadOnlyMemory<byte> Body, JsonObject Input) : IAwsRequest
{
    /// <exception cref="AwsException">The body is not a JSON object in UTF-8: SerializationException.</exception>
    public static DynamoDbRequest Read(HttpContext context, AwsCaller caller, ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonInput.Parse(body.Span) is JsonObject input
                ? new(context, caller, AwsTarget.Parse(context.Request), body, input)
                : throw Invalid("The body has to be a JSON object.");
        }
        catch (JsonException reason)
        {
            throw Invalid(reason.Message);
        }
    }

    /// <summary>The error for a body that cannot be read.</summary>
    public static AwsException Invalid(string reason) => new("SerializationException", reason, StatusCodes.Status400BadRequest);

    /// <summary>A member that is a text; <see langword="null"/> when there is none.</summary>
    public string? Text(string name) => Text(Input, name);

    /// <inheritdoc cref="Text(string)"/>
    public static string? Text(JsonObject? members, string name) =>
        members?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
