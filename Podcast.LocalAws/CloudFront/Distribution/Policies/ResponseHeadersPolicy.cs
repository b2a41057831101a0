using System.Globalization;

namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>
/// What CloudFront adds to and removes from responses. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html.
/// </summary>
internal sealed class ResponseHeadersPolicy(CorsHeaders? cors, IReadOnlyList<ResponseHeader> added, IReadOnlyList<string> removed)
{
    public void Apply(HttpRequest request, IHeaderDictionary headers)
    {
        foreach (var name in removed)
        {
            headers.Remove(name);
        }

        if (cors is not null && request.Headers.Origin.ToString() is { Length: > 0 } origin)
        {
            ApplyCors(cors, request, origin, headers);
        }

        foreach (var header in added)
        {
            Add(headers, header.Name, header.Value, header.Override);
        }
    }

    private static void ApplyCors(CorsHeaders cors, HttpRequest request, string origin, IHeaderDictionary headers)
    {
        // The policy's headers go together: where the origin sent one of them and the policy does not override, its own stay alone.
        if (!cors.Override && headers.Keys.Any(name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var anyOrigin = cors.Origins.Contains("*");
        if (!anyOrigin && !cors.Origins.Any(allowed => MatchesOrigin(allowed, origin)))
        {
            return;
        }

        headers.AccessControlAllowOrigin = anyOrigin && !cors.Credentials ? "*" : origin;
        if (!anyOrigin)
        {
            headers.Append("Vary", "Origin");
        }

        if (cors.Credentials)
        {
            headers.AccessControlAllowCredentials = "true";
        }

        if (cors.ExposedHeaders.Count > 0)
        {
            headers.AccessControlExposeHeaders = string.Join(", ", cors.ExposedHeaders);
        }

        if (!HttpMethods.IsOptions(request.Method))
        {
            return;
        }

        if (cors.Methods.Count > 0)
        {
            headers.AccessControlAllowMethods = cors.Methods.Contains("ALL")
                ? "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
                : string.Join(", ", cors.Methods);
        }

        if (cors.Headers.Count > 0)
        {
            headers.AccessControlAllowHeaders = string.Join(", ", cors.Headers);
        }

        if (cors.MaxAge is { } maxAge)
        {
            headers.AccessControlMaxAge = maxAge.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static bool MatchesOrigin(string allowed, string origin)
    {
        var host = allowed.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(origin, UriKind.Absolute, out var uri) ? origin : uri.Authority;
        var star = allowed.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase)
            : host.Length >= allowed.Length - 1
                && host.StartsWith(allowed[..star], StringComparison.OrdinalIgnoreCase)
                && host.EndsWith(allowed[(star + 1)..], StringComparison.OrdinalIgnoreCase);
    }

    private static void Add(IHeaderDictionary headers, string name, string value, bool replace)
    {
        if (replace || !headers.ContainsKey(name))
        {
            headers[name] = value;
        }
    }
}
