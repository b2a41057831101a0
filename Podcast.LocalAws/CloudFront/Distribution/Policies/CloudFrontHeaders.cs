using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>
/// The headers that CloudFront makes about a viewer, when a policy asks for them. Where a viewer is cannot be known on a laptop, so the
/// location headers are left out, as CloudFront does for an address that it does not know. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html.
/// </summary>
internal static class CloudFrontHeaders
{
    public const string Prefix = "cloudfront-";

    public static readonly IReadOnlyList<string> Names =
    [
        "cloudfront-forwarded-proto", "cloudfront-is-android-viewer", "cloudfront-is-desktop-viewer", "cloudfront-is-ios-viewer",
        "cloudfront-is-mobile-viewer", "cloudfront-is-smarttv-viewer", "cloudfront-is-tablet-viewer", "cloudfront-viewer-address",
        "cloudfront-viewer-http-version",
    ];

    /// <summary>Adds the headers that <paramref name="isIncluded"/> asks for.</summary>
    public static void Add(FieldMap headers, HttpContext context, Func<string, bool> isIncluded)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        foreach (var name in Names)
        {
            if (isIncluded(name))
            {
                headers.Set(name, [new(ValueOf(name, context, agent))]);
            }
        }
    }

    private static string ValueOf(string name, HttpContext context, string agent) => name switch
    {
        "cloudfront-forwarded-proto" => context.Request.Scheme,
        "cloudfront-viewer-address" => $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
        "cloudfront-viewer-http-version" => context.Request.Protocol["HTTP/".Length..],
        _ => IsDevice(name, agent) ? "true" : "false",
    };

    // CloudFront keeps its own table of agents; these marks tell the common ones apart.
    private static bool IsDevice(string name, string agent) => name switch
    {
        "cloudfront-is-android-viewer" => Has(agent, "Android"),
        "cloudfront-is-ios-viewer" => Has(agent, "iPhone") || Has(agent, "iPad"),
        "cloudfront-is-tablet-viewer" => IsTablet(agent),
        "cloudfront-is-mobile-viewer" => !IsTablet(agent) && (Has(agent, "Mobile") || Has(agent, "iPhone") || Has(agent, "Android")),
        "cloudfront-is-smarttv-viewer" => IsTelevision(agent),
        _ => !IsTablet(agent) && !IsTelevision(agent) && !Has(agent, "Mobile") && !Has(agent, "iPhone") && !Has(agent, "Android"),
    };

    private static bool IsTablet(string agent) => Has(agent, "iPad") || Has(agent, "Tablet") || (Has(agent, "Android") && !Has(agent, "Mobile"));

    private static bool IsTelevision(string agent) => Has(agent, "SmartTV") || Has(agent, "AppleTV") || Has(agent, "GoogleTV");

    private static bool Has(string agent, string mark) => agent.Contains(mark, StringComparison.OrdinalIgnoreCase);
}
