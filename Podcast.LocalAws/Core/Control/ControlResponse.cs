using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Control;

/// <summary>Writes responses of the control API.</summary>
internal static class ControlResponse
{
    public static Task WriteAsync(HttpContext context, int statusCode, JsonObject body)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    public static Task RefuseAsync(HttpContext context, int statusCode, string reason) =>
        WriteAsync(context, statusCode, new JsonObject { ["reason"] = reason });

    /// <summary>Whether a page in the developer's browser sent the request: it may read and change nothing here.</summary>
    public static bool IsFromWebPage(HttpRequest request) =>
        request.Headers.ContainsKey("Origin") || request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin");
}
