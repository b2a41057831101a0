using System.Globalization;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>Finds the policy that a behavior names: one of the template's, or a managed one.</summary>
internal sealed class PolicyReader(Stack stack)
{
    public CachePolicy ReadCachePolicy(ConfigNode id)
    {
        var config = Find(id, "CachePolicy");
        var parameters = config["ParametersInCacheKeyAndForwardedToOrigin"];
        return new(
            ReadQuery(parameters),
            ReadHeaders(parameters["HeadersConfig"]),
            ReadCookies(parameters),
            parameters["EnableAcceptEncodingGzip"].Flag,
            parameters["EnableAcceptEncodingBrotli"].Flag,
            ReadLifetimes(config));
    }

    private static CacheLifetimes ReadLifetimes(ConfigNode config)
    {
        var minimum = config["MinTTL"].Number(0);
        var standard = config["DefaultTTL"].Number(Math.Max(minimum, 86_400));
        var maximum = config["MaxTTL"].Number(Math.Max(Math.Max(minimum, standard), 31_536_000));
        return minimum <= standard && standard <= maximum
            ? CacheLifetimes.InSeconds(minimum, standard, maximum)
            : throw config.Invalid("needs MinTTL, DefaultTTL and MaxTTL in rising order");
    }

    public OriginRequestPolicy ReadOriginRequestPolicy(ConfigNode id)
    {
        if (!id.IsSet)
        {
            return OriginRequestPolicy.None;
        }

        var config = Find(id, "OriginRequestPolicy");
        return new(ReadQuery(config), ReadHeaders(config["HeadersConfig"]), ReadCookies(config));
    }

    public ResponseHeadersPolicy? ReadResponseHeadersPolicy(ConfigNode id)
    {
        if (!id.IsSet)
        {
            return null;
        }

        var config = Find(id, "ResponseHeadersPolicy");
        return new(
            ReadCors(config["CorsConfig"]),
            [.. ReadSecurity(config["SecurityHeadersConfig"]), .. ReadCustom(config["CustomHeadersConfig"])],
            [.. config["RemoveHeadersConfig"]["Items"].Items.Select(header => header["Header"].RequiredText)]);
    }

    private ConfigNode Find(ConfigNode id, string kind)
    {
        var text = id.RequiredText;
        var property = kind + "Config";
        return stack.OfType($"AWS::CloudFront::{kind}").FirstOrDefault(resource => resource.PhysicalId == text) is { } resource ? ConfigNode.Of(resource, property)
            : ManagedPolicies.OfKind(kind).TryGetValue(text, out var managed) ? new($"{text}.{property}", managed)
            : throw id.Invalid($"is {text}, which is neither an AWS::CloudFront::{kind} of the template nor a managed policy that LocalAws knows");
    }

    private static FieldSelection ReadQuery(ConfigNode config) =>
        ReadFields(config["QueryStringsConfig"]["QueryStringBehavior"], config["QueryStringsConfig"]["QueryStrings"]);

    private static FieldSelection ReadCookies(ConfigNode config) =>
        ReadFields(config["CookiesConfig"]["CookieBehavior"], config["CookiesConfig"]["Cookies"]);

    private static FieldSelection ReadFields(ConfigNode behavior, ConfigNode names) => behavior.RequiredText switch
    {
        "none" => FieldSelection.None,
        "all" => FieldSelection.All,
        "whitelist" => FieldSelection.Only(Texts(names)),
        "allExcept" => FieldSelection.AllExcept(Texts(names)),
        _ => throw behavior.Invalid("has to be none, all, whitelist or allExcept"),
    };

    private static HeaderSelection ReadHeaders(ConfigNode config) => config["HeaderBehavior"].RequiredText switch
    {
        "none" => HeaderSelection.None,
        "whitelist" => HeaderSelection.Only(Texts(config["Headers"])),
        "allViewer" => HeaderSelection.AllViewer([], []),
        "allViewerAndWhitelistCloudFront" => HeaderSelection.AllViewer(Texts(config["Headers"]), []),
        "allExcept" => HeaderSelection.AllViewer(CloudFrontHeaders.Names, Texts(config["Headers"])),
        _ => throw config["HeaderBehavior"].Invalid("has to be none, whitelist, allViewer, allViewerAndWhitelistCloudFront or allExcept"),
    };

    private static string[] Texts(ConfigNode list) => [.. list.Items.Select(item => item.RequiredText)];

    private static CorsHeaders? ReadCors(ConfigNode config) => !config.IsSet ? null : new()
    {
        Origins = Texts(config["AccessControlAllowOrigins"]),
        Methods = Texts(config["AccessControlAllowMethods"]),
        Headers = Texts(config["AccessControlAllowHeaders"]),
        ExposedHeaders = Texts(config["AccessControlExposeHeaders"]),
        Credentials = config["AccessControlAllowCredentials"].Flag,
        MaxAge = config["AccessControlMaxAgeSec"].IsSet ? config["AccessControlMaxAgeSec"].Number(0) : null,
        Override = config["OriginOverride"].Flag,
    };

    private static IEnumerable<ResponseHeader> ReadCustom(ConfigNode config) =>
        config.Items.Select(header => new ResponseHeader(header["Header"].RequiredText, header["Value"].Text ?? "", header["Override"].Flag));

    private static IEnumerable<ResponseHeader> ReadSecurity(ConfigNode config)
    {
        var hsts = config["StrictTransportSecurity"];
        var xss = config["XSSProtection"];
        IEnumerable<(ConfigNode Node, string Name, string? Value)> headers =
        [
            (config["ContentSecurityPolicy"], "Content-Security-Policy", config["ContentSecurityPolicy"]["ContentSecurityPolicy"].Text),
            (config["ContentTypeOptions"], "X-Content-Type-Options", "nosniff"),
            (config["FrameOptions"], "X-Frame-Options", config["FrameOptions"]["FrameOption"].Text),
            (config["ReferrerPolicy"], "Referrer-Policy", config["ReferrerPolicy"]["ReferrerPolicy"].Text),
            (hsts, "Strict-Transport-Security", string.Create(
                CultureInfo.InvariantCulture,
                $"max-age={hsts["AccessControlMaxAgeSec"].Number(0)}{(hsts["IncludeSubdomains"].Flag ? "; includeSubDomains" : "")}{(hsts["Preload"].Flag ? "; preload" : "")}")),
            (xss, "X-XSS-Protection", !xss["Protection"].Flag ? "0" : xss["ModeBlock"].Flag ? "1; mode=block"
                : xss["ReportUri"].Text is { } report ? $"1; report={report}" : "1"),
        ];
        return headers.Where(header => header.Node.IsSet).Select(header => new ResponseHeader(header.Name, header.Value ?? "", header.Node["Override"].Flag));
    }
}
