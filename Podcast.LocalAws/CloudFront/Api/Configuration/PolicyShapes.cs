namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>
/// The forms of policies and origin access controls. See https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html,
/// API_OriginRequestPolicyConfig.html, API_ResponseHeadersPolicyConfig.html and API_OriginAccessControlConfig.html.
/// </summary>
internal static class PolicyShapes
{
    private static readonly ConfigMember Cookies = Selection("CookiesConfig", "CookieBehavior", "Cookies");
    private static readonly ConfigMember Headers = Selection("HeadersConfig", "HeaderBehavior", "Headers");
    private static readonly ConfigMember QueryStrings = Selection("QueryStringsConfig", "QueryStringBehavior", "QueryStrings");

    public static StructureShape CachePolicy { get; } = new(
        Text("Comment", ""),
        Text("Name"),
        Text("DefaultTTL"),
        Text("MaxTTL"),
        Text("MinTTL", "0"),
        new("ParametersInCacheKeyAndForwardedToOrigin", new StructureShape(
            Text("EnableAcceptEncodingGzip", "false"), Text("EnableAcceptEncodingBrotli", "false"), Headers, Cookies, QueryStrings)));

    public static StructureShape OriginRequestPolicy { get; } = new(Text("Comment", ""), Text("Name"), Headers, Cookies, QueryStrings);

    public static StructureShape ResponseHeadersPolicy { get; } = new(
        Text("Comment", ""),
        Text("Name"),
        new("CorsConfig", new StructureShape(
            Texts("AccessControlAllowOrigins", "Origin"),
            Texts("AccessControlAllowHeaders", "Header"),
            Texts("AccessControlAllowMethods", "Method"),
            Text("AccessControlAllowCredentials", "false"),
            new("AccessControlExposeHeaders", ListShape.OfTexts("Header")),
            Text("AccessControlMaxAgeSec"),
            Text("OriginOverride", "false"))),
        new("SecurityHeadersConfig", new StructureShape(
            Header("XSSProtection", "Protection", "ModeBlock", "ReportUri"),
            Header("FrameOptions", "FrameOption"),
            Header("ReferrerPolicy", "ReferrerPolicy"),
            Header("ContentSecurityPolicy", "ContentSecurityPolicy"),
            Header("ContentTypeOptions"),
            Header("StrictTransportSecurity", "IncludeSubdomains", "Preload", "AccessControlMaxAgeSec"))),
        new("ServerTimingHeadersConfig", new StructureShape(Text("Enabled"), Text("SamplingRate"))),
        new("CustomHeadersConfig", new ListShape("ResponseHeadersPolicyCustomHeader", new StructureShape(Text("Header"), Text("Value"), Text("Override")))),
        new("RemoveHeadersConfig", new ListShape("ResponseHeadersPolicyRemoveHeader", new StructureShape(Text("Header")))));

    public static StructureShape OriginAccessControl { get; } = new(
        Text("Name"), Text("Description", ""), Text("SigningProtocol"), Text("SigningBehavior"), Text("OriginAccessControlOriginType"));

    private static ConfigMember Selection(string name, string behavior, string list) =>
        new(name, new StructureShape(Text(behavior), new ConfigMember(list, ListShape.OfTexts("Name"))));

    private static ConfigMember Header(string name, params string[] members) =>
        new(name, new StructureShape([Text("Override"), .. members.Select(member => Text(member))]));

    private static ConfigMember Texts(string name, string item) => new(name, ListShape.OfTexts(item)) { IsAlwaysWritten = true };

    private static ConfigMember Text(string name, string? otherwise = null) => new(name, TextShape.Instance) { Default = otherwise };
}
