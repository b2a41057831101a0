using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Dashboards;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;

namespace Podcast.LocalAws.CloudWatch;

/// <summary>
/// Pages for a browser: <c>GET /_localaws/pages/dashboards/{name}</c> draws a dashboard of the stack, and <c>GET /_localaws/pages/runbooks/{name}</c> shows a runbook.
/// </summary>
internal sealed class DashboardControl(DashboardRegistry dashboards, DashboardPage page, LocalAwsOptions options) : IControlPart
{
    private const int DefaultHours = 1;

    public string Name => ControlPages.Name;

    public Task HandleAsync(HttpContext context, IReadOnlyList<string> segments) => (context.Request.Method, segments) switch
    {
        ("GET", ["dashboards"]) => ControlResponse.WriteAsync(
            context, StatusCodes.Status200OK, new JsonObject { ["dashboards"] = new JsonArray([.. dashboards.All.Select(dashboard => (JsonNode)dashboard.Name)]) }),
        ("GET", ["dashboards", var name]) when dashboards.Find(name) is { } dashboard => WriteAsync(context, dashboard),
        ("GET", ["runbooks", var name]) when FindRunbook(name) is { } path => WriteRunbookAsync(context, path),
        _ => ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, "Unknown page. There are GET /_localaws/pages/dashboards, GET /_localaws/pages/dashboards/{name} and GET /_localaws/pages/runbooks/{name}."),
    };

    private string? FindRunbook(string name) =>
        options.RunbooksPath is { } folder && name.Length > 0 && name.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol == '-') && Path.Combine(folder, name + ".md") is var path && File.Exists(path)
            ? path
            : null;

    private static Task WriteRunbookAsync(HttpContext context, string path)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.SendFileAsync(path, context.RequestAborted);
    }

    private Task WriteAsync(HttpContext context, Dashboard dashboard)
    {
        var hours = int.TryParse(context.Request.Query["hours"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && DashboardPage.Ranges.Contains(asked) ? asked : DefaultHours;
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page.Write(dashboard, hours, nonce), context.RequestAborted);
    }
}
