using Amazon.Lambda.APIGatewayEvents;

namespace Podcast.Functions.Hosting;

/// <summary>Helpers for requests and responses of function URLs.</summary>
internal static class HttpText
{
    public static string? FindHeader(this APIGatewayHttpApiV2ProxyRequest request, string lowerCaseName) =>
        request.Headers is { } headers && headers.TryGetValue(lowerCaseName, out var value) ? value : null;

    /// <summary>A text response that is never cached.</summary>
    public static APIGatewayHttpApiV2ProxyResponse PlainText(int status, string text) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, string>
        {
            ["content-type"] = "text/plain; charset=utf-8",
            ["cache-control"] = "no-store",
        },
        Body = text + "\n",
    };

    /// <summary>The response while another service is down or throttles.</summary>
    public static APIGatewayHttpApiV2ProxyResponse Unavailable()
    {
        var response = PlainText(503, "A service is unavailable. Try again in a few seconds.");
        response.Headers["retry-after"] = TransientFailures.RetryAfter;
        return response;
    }

    /// <summary>The same response as the edge function's own 404.</summary>
    public static APIGatewayHttpApiV2ProxyResponse NotFound() => PlainText(404, "Not found.");
}
