using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Podcast.Infra.Core;

namespace Podcast.Infra.Delivery;

/// <summary>What is cached and what is forwarded to origins. Policies of our own and not the managed ones, so that the template says it all.</summary>
internal sealed class DeliveryPolicies : Construct
{
    public DeliveryPolicies(Construct scope, string id) : base(scope, id)
    {
        NotCached = new CachePolicy(this, "NotCached", new CachePolicyProps
        {
            CachePolicyName = GlobalName.Of("not-cached"),
            Comment = "Responses that depend on the subscriber come from the origin every time.",
            MinTtl = Duration.Seconds(0),
            DefaultTtl = Duration.Seconds(0),
            MaxTtl = Duration.Seconds(0),
        });
        // The edge function rewrites the path to one that all subscribers of a show share; neither token nor grant is in the key.
        // A minimum of 0 lets the entitlements origin forbid caching of its redirects.
        SharedAudio = new CachePolicy(this, "SharedAudio", new CachePolicyProps
        {
            CachePolicyName = GlobalName.Of("shared-audio"),
            Comment = "Audio, one copy for all subscribers.",
            MinTtl = Duration.Seconds(0),
            DefaultTtl = Duration.Days(1),
            MaxTtl = Duration.Days(365),
        });
        Assets = new CachePolicy(this, "Assets", new CachePolicyProps
        {
            CachePolicyName = GlobalName.Of("assets"),
            Comment = "Style and script of the listener's page, compressed.",
            MinTtl = Duration.Seconds(0),
            DefaultTtl = Duration.Days(1),
            MaxTtl = Duration.Days(365),
            EnableAcceptEncodingBrotli = true,
            EnableAcceptEncodingGzip = true,
        });
        // With the CloudFormation type: the CDK's own refuses Accept-Encoding, which CloudFront takes where the cache policy does not compress.
        // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ParametersInCacheKeyAndForwardedToOrigin.html
        ToOrigin = new CfnOriginRequestPolicy(this, "ToOrigin", new CfnOriginRequestPolicyProps
        {
            OriginRequestPolicyConfig = new CfnOriginRequestPolicy.OriginRequestPolicyConfigProperty
            {
                Name = GlobalName.Of("to-origin"),
                Comment = "What the edge function found out, how the viewer addressed us, and which encodings it takes.",
                HeadersConfig = new CfnOriginRequestPolicy.HeadersConfigProperty
                {
                    HeaderBehavior = "whitelist",
                    Headers = ["x-podcast-token", "x-podcast-access", "x-viewer-host", "CloudFront-Forwarded-Proto", "Accept-Encoding"],
                },
                QueryStringsConfig = new CfnOriginRequestPolicy.QueryStringsConfigProperty { QueryStringBehavior = "none" },
                CookiesConfig = new CfnOriginRequestPolicy.CookiesConfigProperty { CookieBehavior = "none" },
            },
        });
        ResponseHeaders = new CfnResponseHeadersPolicy(this, "ResponseHeaders", new CfnResponseHeadersPolicyProps
        {
            ResponseHeadersPolicyConfig = new CfnResponseHeadersPolicy.ResponseHeadersPolicyConfigProperty
            {
                Name = GlobalName.Of("response-headers"),
                Comment = "Security headers; players on any page.",
                SecurityHeadersConfig = SecurityHeaders(),
                CorsConfig = AnyPage(),
            },
        });
    }

    public CachePolicy Assets { get; }

    public CachePolicy NotCached { get; }

    /// <summary>The headers of every response, whichever origin it comes from.</summary>
    public CfnResponseHeadersPolicy ResponseHeaders { get; }

    public CachePolicy SharedAudio { get; }

    public CfnOriginRequestPolicy ToOrigin { get; }

    // What is served here embeds nothing, is embedded nowhere, and tells nobody its address, which holds a token. The listener's page alone says by itself what
    // it may load.
    private static CfnResponseHeadersPolicy.SecurityHeadersConfigProperty SecurityHeaders() => new()
    {
        StrictTransportSecurity = new CfnResponseHeadersPolicy.StrictTransportSecurityProperty
        {
            AccessControlMaxAgeSec = Duration.Days(365).ToSeconds(),
            // One's own domain may be one that others stand under.
            IncludeSubdomains = false,
            Override = true,
        },
        ContentTypeOptions = new CfnResponseHeadersPolicy.ContentTypeOptionsProperty { Override = true },
        FrameOptions = new CfnResponseHeadersPolicy.FrameOptionsProperty { FrameOption = "DENY", Override = true },
        ReferrerPolicy = new CfnResponseHeadersPolicy.ReferrerPolicyProperty { ReferrerPolicy = "no-referrer", Override = true },
        ContentSecurityPolicy = new CfnResponseHeadersPolicy.ContentSecurityPolicyProperty
        {
            ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'",
            Override = false,
        },
    };

    // A player in a browser fetches playlists and segments by script, from the publisher's page. The URL is the permission; no cookie is.
    private static CfnResponseHeadersPolicy.CorsConfigProperty AnyPage() => new()
    {
        AccessControlAllowOrigins = new CfnResponseHeadersPolicy.AccessControlAllowOriginsProperty { Items = ["*"] },
        AccessControlAllowMethods = new CfnResponseHeadersPolicy.AccessControlAllowMethodsProperty { Items = ["GET", "HEAD"] },
        AccessControlAllowHeaders = new CfnResponseHeadersPolicy.AccessControlAllowHeadersProperty { Items = ["Range", "If-Range"] },
        AccessControlExposeHeaders = new CfnResponseHeadersPolicy.AccessControlExposeHeadersProperty
        {
            Items = ["Content-Length", "Content-Range", "ETag"],
        },
        AccessControlAllowCredentials = false,
        AccessControlMaxAgeSec = Duration.Days(1).ToSeconds(),
        OriginOverride = true,
    };
}
