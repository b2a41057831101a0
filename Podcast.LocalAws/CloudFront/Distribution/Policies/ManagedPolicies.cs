namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>
/// The policies that CloudFront offers under fixed ids. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html,
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html and
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html.
/// </summary>
internal static class ManagedPolicies
{
    private static readonly string[] MethodOverrides = ["Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    private static readonly string[] Preflight = ["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"];

    private static readonly CacheLifetimes Long = CacheLifetimes.InSeconds(1, 86_400, 31_536_000);

    private static readonly CacheLifetimes AsOriginSays = CacheLifetimes.InSeconds(0, 0, 31_536_000);

    private static readonly CorsHeaders SimpleCors = new() { Origins = ["*"] };

    private static readonly CorsHeaders CorsWithPreflight = new() { Origins = ["*"], Methods = ["ALL"], ExposedHeaders = ["*"] };

    private static readonly ResponseHeader[] Security =
    [
        new("Referrer-Policy", "strict-origin-when-cross-origin", false),
        new("Strict-Transport-Security", "max-age=31536000", false),
        new("X-Content-Type-Options", "nosniff", true),
        new("X-Frame-Options", "SAMEORIGIN", false),
        new("X-XSS-Protection", "1; mode=block", false),
    ];

    public static CachePolicy? FindCachePolicy(string id) => id switch
    {
        // CachingDisabled
        "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" => new(FieldSelection.None, HeaderSelection.None, FieldSelection.None, false, false, CacheLifetimes.None),
        // CachingOptimized
        "658327ea-f89d-4fab-a63d-7e88639e58f6" => new(FieldSelection.None, HeaderSelection.None, FieldSelection.None, true, true, Long),
        // CachingOptimizedForUncompressedObjects
        "b2884449-e4de-46a7-ac36-70bc7f1ddd6d" => new(FieldSelection.None, HeaderSelection.None, FieldSelection.None, false, false, Long),
        // UseOriginCacheControlHeaders
        "83da9c7e-98b4-4e11-a168-04f0df8e2c65" =>
            new(FieldSelection.None, HeaderSelection.Only(MethodOverrides), FieldSelection.All, true, true, AsOriginSays),
        // UseOriginCacheControlHeaders-QueryStrings
        "4cc15a8a-d715-48a4-82b8-cc0b614638fe" =>
            new(FieldSelection.All, HeaderSelection.Only(MethodOverrides), FieldSelection.All, true, true, AsOriginSays),
        _ => null,
    };

    public static OriginRequestPolicy? FindOriginRequestPolicy(string id) => id switch
    {
        // AllViewer
        "216adef6-5c7f-47e4-b989-5492eafa07d3" => new(FieldSelection.All, HeaderSelection.AllViewer([], []), FieldSelection.All),
        // AllViewerAndCloudFrontHeaders-2022-06
        "33f36d7e-f396-46d9-90e0-52428a34d9dc" =>
            new(FieldSelection.All, HeaderSelection.AllViewer(CloudFrontHeaders.Names, []), FieldSelection.All),
        // AllViewerExceptHostHeader
        "b689b0a8-53d0-40ab-baf2-68738e2966ac" =>
            new(FieldSelection.All, HeaderSelection.AllViewer(CloudFrontHeaders.Names, ["Host"]), FieldSelection.All),
        // CORS-CustomOrigin
        "59781a5b-3903-41f3-afcb-af62929ccde1" => new(FieldSelection.None, HeaderSelection.Only(["Origin"]), FieldSelection.None),
        // CORS-S3Origin
        "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf" => new(FieldSelection.None, HeaderSelection.Only(Preflight), FieldSelection.None),
        // HostHeaderOnly
        "bf0718e1-ba1e-49d1-88b1-f726733018ae" => new(FieldSelection.None, HeaderSelection.Only(["Host"]), FieldSelection.None),
        // UserAgentRefererHeaders
        "acba4595-bd28-49b8-b9fe-13317c0390fa" =>
            new(FieldSelection.None, HeaderSelection.Only(["User-Agent", "Referer"]), FieldSelection.None),
        _ => null,
    };

    public static ResponseHeadersPolicy? FindResponseHeadersPolicy(string id) => id switch
    {
        // SimpleCORS
        "60669652-455b-4ae9-85a4-c4c02393f86c" => new(SimpleCors, [], []),
        // CORS-With-Preflight
        "5cc3b908-e619-4b99-88e5-2cf7f45965bd" => new(CorsWithPreflight, [], []),
        // SecurityHeadersPolicy
        "67f7725c-6f97-4210-82d7-5512b31e9d03" => new(null, Security, []),
        // CORS-and-SecurityHeadersPolicy
        "e61eb60c-9c35-4d20-a928-2b84e02af89c" => new(SimpleCors, Security, []),
        // CORS-with-preflight-and-SecurityHeadersPolicy
        "eaab4381-ed33-4a86-88ca-d9558dc6cd63" => new(CorsWithPreflight, Security, []),
        _ => null,
    };
}
