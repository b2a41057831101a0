using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Control;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>Access logs over HTTP: <c>POST /_localaws/access-logs/flush</c> writes the lines that wait for their batch and lists the objects.</summary>
internal sealed class AccessLogControl(AccessLogWriter logs) : IControlPart
{
    public string Name => "access-logs";

    public async Task HandleAsync(HttpContext context, IReadOnlyList<string> segments)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || segments is not ["flush"])
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, "Unknown request. Access logs have POST /_localaws/access-logs/flush.");
            return;
        }

        var keys = await logs.FlushAsync(context.RequestAborted);
        await ControlResponse.WriteAsync(context, StatusCodes.Status200OK, new JsonObject { ["objects"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]) });
    }
}
