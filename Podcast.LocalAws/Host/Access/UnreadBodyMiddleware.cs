using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Podcast.LocalAws.Host.Access;

/// <summary>
/// Closes the connection after a response that was sent before the request's body was read. A client that waits for 100 (Continue) then never sends the
/// body, and its next request would be taken for it. See https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1.
/// </summary>
internal static class UnreadBodyMiddleware
{
    public static IApplicationBuilder UseUnreadBodies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            var body = TrackedRequestBody.Attach(context);
            context.Response.OnStarting(() =>
            {
                if (!body.IsReadToEnd)
                {
                    context.Response.Headers[HeaderNames.Connection] = "close";
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    });
}
