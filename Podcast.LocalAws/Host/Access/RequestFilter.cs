using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Host.Health;
using Podcast.ServiceDefaults;

namespace Podcast.LocalAws.Host.Access;

/// <summary>Refuses what a web page sends with the developer's browser, before anything else sees the request.</summary>
internal sealed class RequestFilter(AllowedHosts hosts)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!hosts.Contains(request.Host.Host))
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            // CloudFront refuses the name of no distribution with 403.
            context.Response.StatusCode = context.Features.Get<Listener>() is { Kind: ListenerKind.Edge }
                ? StatusCodes.Status403Forbidden
                : StatusCodes.Status421MisdirectedRequest;
            return context.Response.WriteAsync(
                "This local AWS does not have the host name of the request. Use 127.0.0.1, or name the host at the start of the app host: --AllowedHosts <name>.\n",
                context.RequestAborted);
        }

        return IsOfTheProcessItself(context) && ControlResponse.IsFromWebPage(request) && !ControlPages.IsOpened(request)
            ? ControlResponse.RefuseAsync(context, StatusCodes.Status403Forbidden, "Web pages may not use the control API.")
            : next(context);
    }

    // The control API, the Runtime API and health; a distribution or a function may have paths of these names too.
    private static bool IsOfTheProcessItself(HttpContext context) =>
        context.Features.Get<Listener>() is null or { Kind: ListenerKind.Api }
        && (context.Request.Path.StartsWithSegments("/_localaws", StringComparison.Ordinal) || (context.Request.Path.Value is ServiceDefaultsExtensions.HealthPath or ServiceDefaultsExtensions.AlivePath && StackHealthCheck.IsForHealth(context)));
}
