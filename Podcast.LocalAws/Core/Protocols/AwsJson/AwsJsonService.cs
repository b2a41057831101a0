using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Protocols.AwsJson;

/// <summary>A service of the JSON protocols, whose operations take and return a JSON object.</summary>
internal abstract class AwsJsonService : IAwsService
{
    public abstract string SigningName { get; }

    public abstract string Name { get; }

    public abstract AwsJsonProtocol Protocol { get; }

    public abstract long MaxRequestBytes { get; }

    AwsProtocol IAwsService.Protocol => Protocol;

    protected abstract OperationTable<AwsJsonRequest, JsonObject> Operations { get; }

    public string GetOperation(HttpRequest request) => AwsTarget.Parse(request).Operation;

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = Operations.Get(RequireOperation(context.Request));
        var input = await ReadInputAsync(context);
        var output = await Operations.ExecuteAsync(operation, new(context, caller, input));
        context.Response.ContentType = Protocol.ContentType;
        await context.Response.WriteAsync(output.ToJsonString(), context.RequestAborted);
    }

    /// <exception cref="AwsException">The request has no X-Amz-Target header: UnknownOperationException.</exception>
    public static string RequireOperation(HttpRequest request) => AwsTarget.Parse(request).Operation is { Length: > 0 } operation
        ? operation
        : throw new AwsException("UnknownOperationException", "", StatusCodes.Status400BadRequest);

    /// <summary>The error for a request that is larger than <see cref="MaxRequestBytes"/>.</summary>
    protected abstract AwsException RequestTooLarge();

    private async Task<JsonObject> ReadInputAsync(HttpContext context)
    {
        var body = await PayloadReader.ReadAsync(context, (int)MaxRequestBytes) ?? throw RequestTooLarge();
        try
        {
            return JsonInput.Parse(body.Span) as JsonObject ?? [];
        }
        catch (JsonException reason)
        {
            throw new AwsException("SerializationException", reason.Message, StatusCodes.Status400BadRequest);
        }
    }
}
