using System.Globalization;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Cors;

/// <summary>What a bucket tells a browser about requests from another origin. See https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html.</summary>
internal sealed class CorsResponse
{
    private readonly CorsRule _rule;
    private readonly string _origin;
    private readonly IReadOnlyList<string> _headers;

    private CorsResponse(CorsRule rule, string origin, IReadOnlyList<string> headers)
    {
        _rule = rule;
        _origin = origin;
        _headers = headers;
    }

    /// <summary>The response of the first rule that allows origin, method and all headers.</summary>
    public static CorsResponse? Find(IEnumerable<CorsRule> rules, string origin, string method, IReadOnlyList<string> headers) => rules
        .Where(rule => rule.AllowsOrigin(origin) && rule.Methods.Contains(method) && headers.All(rule.AllowsHeader))
        .Select(rule => new CorsResponse(rule, origin, headers))
        .FirstOrDefault();

    /// <exception cref="AwsException">The request is not a preflight request, or no rule allows it.</exception>
    public static CorsResponse ForPreflight(IReadOnlyList<CorsRule> rules, IHeaderDictionary request)
    {
        var origin = request.Origin.ToString();
        if (origin.Length == 0)
        {
            throw new AwsException("BadRequest", "Insufficient information. Origin request header needed.", StatusCodes.Status400BadRequest);
        }

        var method = request.AccessControlRequestMethod.ToString();
        if (method.Length == 0)
        {
            throw new AwsException("BadRequest", "Invalid Access-Control-Request-Method: null", StatusCodes.Status400BadRequest);
        }

        if (rules.Count == 0)
        {
            throw Refused("CORSResponse: CORS is not enabled for this bucket.");
        }

        var headers = request.AccessControlRequestHeaders.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Find(rules, origin, method, headers) ?? throw Refused(
            "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method "
            + "or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.");
    }

    public void Write(IHeaderDictionary response)
    {
        var anyOrigin = _rule.Origins.Contains("*");
        response.AccessControlAllowOrigin = anyOrigin ? "*" : _origin;
        response.AccessControlAllowMethods = string.Join(", ", _rule.Methods);
        if (!anyOrigin)
        {
            response.AccessControlAllowCredentials = "true";
        }

        if (_headers.Count > 0)
        {
            response.AccessControlAllowHeaders = string.Join(", ", _headers.Select(header => header.ToLowerInvariant()));
        }

        if (_rule.ExposedHeaders.Count > 0)
        {
            response.AccessControlExposeHeaders = string.Join(", ", _rule.ExposedHeaders);
        }

        if (_rule.MaxAge is { } maxAge)
        {
            response.AccessControlMaxAge = maxAge.ToString(CultureInfo.InvariantCulture);
        }

        response.Vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
    }

    private static AwsException Refused(string message) => new("AccessForbidden", message, StatusCodes.Status403Forbidden);
}
