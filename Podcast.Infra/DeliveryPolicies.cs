using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Constructs;

namespace Podcast.Infra;

/// <summary>What is cached and what origins are told. Policies of our own and not the managed ones, so that the template says it all.</summary>
internal sealed class DeliveryPolicies : Construct
{
    public DeliveryPolicies(Construct scope, string id) : base(scope, id)
    {
        NotCached = new CachePolicy(this, "NotCached", new CachePolicyProps
        {
            CachePolicyName = GlobalName.Of("not-cached"),
            Comment = "What depends on the subscriber is asked of the origin every time.",
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
        ToOrigin = new OriginRequestPolicy(this, "ToOrigin", new OriginRequestPolicyProps
        {
            OriginRequestPolicyName = GlobalName.Of("to-origin"),
            Comment = "What the edge function found out, and how the viewer addressed us.",
            HeaderBehavior = OriginRequestHeaderBehavior.AllowList(
                "x-podcast-token", "x-podcast-access", "x-viewer-host", "CloudFront-Forwarded-Proto"),
            QueryStringBehavior = OriginRequestQueryStringBehavior.None(),
            CookieBehavior = OriginRequestCookieBehavior.None(),
        });
    }

    public CachePolicy NotCached { get; }

    public CachePolicy SharedAudio { get; }

    public OriginRequestPolicy ToOrigin { get; }
}
