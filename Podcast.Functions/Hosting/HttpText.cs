using Amazon.Lambda.APIGatewayEvents;

namespace Podcast.Functions.Hosting;

/// <summary>What all functions behind a URL do with requests and answers.</summary>
internal static class HttpText
{
    public static string? FindHeader(this APIGatewayHttpApiV2ProxyRequest request, string lowerCaseName) =>
        request.Headers is { } headers && headers.TryGetValue(lowerCaseName, out var value) ? value : null;

    /// <summary>A few words for a person, never cached.</summary>
    public static APIGatewayHttpApiV2ProxyResponse Answer(int status, string text) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, string>
        {
            ["content-type"] = "text/plain; charset=utf-8",
            ["cache-control"] = "no-store",
        },
        Body = text + "\n",
    };

    /// <summary>The same words as the edge's own 404.</summary>
    public static APIGatewayHttpApiV2ProxyResponse NotFound() => Answer(404, "Not found.");
}
