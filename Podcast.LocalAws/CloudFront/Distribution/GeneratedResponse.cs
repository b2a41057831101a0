using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>Turns a function's response into the viewer's.</summary>
internal static class GeneratedResponse
{
    /// <summary>Sets status, headers and cookies, in place of what is there.</summary>
    public static void Apply(HttpContext context, EdgeResponse source)
    {
        var response = context.Response;
        response.StatusCode = source.StatusCode;
        if (source.StatusDescription is { } description && context.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = description;
        }

        foreach (var name in response.Headers.Keys.ToArray())
        {
            response.Headers.Remove(name);
        }

        foreach (var (name, values) in source.Headers)
        {
            response.Headers[HeaderNames.Capitalize(name)] = values.Select(value => (string?)value.Value).ToArray();
        }

        foreach (var cookie in CookieFields.FormatResponse(source.Cookies))
        {
            response.Headers.Append("Set-Cookie", cookie);
        }
    }

    /// <summary>Sends the body that the function made.</summary>
    public static async Task WriteBodyAsync(HttpContext context, byte[]? body)
    {
        var bytes = body ?? [];
        var hasNoBody = context.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified;
        context.Response.ContentLength = hasNoBody ? null : bytes.Length;
        if (!hasNoBody && bytes.Length > 0 && !HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
