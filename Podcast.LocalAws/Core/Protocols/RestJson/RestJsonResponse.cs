using System.Text;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Protocols.RestJson;

/// <summary>What an operation of the REST JSON protocol returns.</summary>
/// <param name="Body">The JSON document; <see langword="null"/> for no content.</param>
/// <param name="StatusCode">The HTTP status.</param>
internal sealed record RestJsonResponse(ReadOnlyMemory<byte>? Body, int StatusCode = StatusCodes.Status200OK)
{
    public static RestJsonResponse Empty(int statusCode) => new(null, statusCode);

    public static RestJsonResponse Of(JsonObject body, int statusCode = StatusCodes.Status200OK) =>
        new(Encoding.UTF8.GetBytes(body.ToJsonString()), statusCode);

    public static implicit operator RestJsonResponse(JsonObject body) => Of(body);

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCode;
        if (Body is { } json)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = json.Length;
            await context.Response.Body.WriteAsync(json, context.RequestAborted);
        }
    }
}
