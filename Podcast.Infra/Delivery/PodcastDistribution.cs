using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Data;
using Podcast.Infra.Functions;
using Podcast.Infra.Input;
using Podcast.Infra.Media;

namespace Podcast.Infra.Delivery;

/// <summary>
/// The distribution. Its viewer-request function decides every request and chooses the origin by the names given here. Written with
/// the CloudFormation types themselves: the higher-level distribution emits only origins that a behavior names, and
/// "entitlements" is named by nothing but the edge function.
/// </summary>
internal sealed class PodcastDistribution : Construct
{
    private const string MediaOrigin = "media";
    private const string MediaOrMissing = "media-or-missing";
    private const string FeedsOrigin = "feeds";
    private const string EntitlementsOrigin = "entitlements";

    /// <summary>OPTIONS is for the edge function, which responds to a browser's preflight itself.</summary>
    private static readonly string[] AllowedMethods = ["GET", "HEAD", "OPTIONS"];

    public PodcastDistribution(
        Construct scope, string id, SynthesisInput input, StackSettings settings, EdgeStore store, MediaBuckets media, PodcastFunctions functions)
        : base(scope, id)
    {
        var edge = new EdgeFunction(this, "ViewerRequest", input.EdgeCode, store);
        EdgeFunctionName = edge.Function.FunctionName;
        var domain = new ViewerDomain(this, "Domain", settings);
        var policies = new DeliveryPolicies(this, "Policies");
        var access = new OriginAccess(this, "OriginAccess");

        Distribution = new CfnDistribution(this, "Distribution", new CfnDistributionProps
        {
            DistributionConfig = new CfnDistribution.DistributionConfigProperty
            {
                Enabled = true,
                Comment = "Private podcast feeds and their audio.",
                HttpVersion = "http2and3",
                Ipv6Enabled = true,
                Aliases = domain.Aliases,
                ViewerCertificate = domain.Certificate,
                WebAclId = settings.WebAclArn,
                Restrictions = Restrictions(settings.AllowedCountries),
                Origins = new[]
                {
                    BucketOrigin(MediaOrigin, media, access),
                    FunctionOrigin(FeedsOrigin, functions.FeedsUrl, access),
                    FunctionOrigin(EntitlementsOrigin, functions.EntitlementsUrl, access),
                },
                OriginGroups = MediaGroup(),
                DefaultCacheBehavior = new CfnDistribution.DefaultCacheBehaviorProperty
                {
                    TargetOriginId = MediaOrigin,
                    ViewerProtocolPolicy = "redirect-to-https",
                    AllowedMethods = AllowedMethods,
                    CachedMethods = ["GET", "HEAD"],
                    Compress = false,
                    CachePolicyId = policies.SharedAudio.CachePolicyId,
                    OriginRequestPolicyId = policies.ToOrigin.AttrId,
                    ResponseHeadersPolicyId = policies.ResponseHeaders.AttrId,
                    FunctionAssociations = edge.Associations,
                },
                CacheBehaviors = new[]
                {
                    Behavior("/*/feeds/*", FeedsOrigin, policies.NotCached, policies, edge),
                    Behavior("/*/media/*", MediaOrMissing, policies.SharedAudio, policies, edge),
                    Behavior("/*/notices/*", MediaOrMissing, policies.SharedAudio, policies, edge),
                    Behavior("/*/shows/*", FeedsOrigin, policies.NotCached, policies, edge),
                    PublicBehavior("/artwork/*", MediaOrigin, policies.SharedAudio, policies),
                    PublicBehavior("/assets/*", FeedsOrigin, policies.Assets, policies, compress: true),
                    // The page of all shows, /{token}/; whatever else ends with a slash, the edge function turns away.
                    Behavior("/*/", FeedsOrigin, policies.NotCached, policies, edge),
                },
            },
        });

        DistributionArn = Stack.Of(this).FormatArn(new ArnComponents
        {
            Service = "cloudfront",
            Region = "",
            Resource = "distribution",
            ResourceName = Distribution.Ref,
        });

        domain.PointTo(Distribution);
        if (settings.HasEdgeTelemetry)
        {
            _ = new AccessLogs(this, "AccessLogs", media.Logs, DistributionArn);
        }

        media.AllowRead(DistributionArn);
        AllowInvoke("Feeds", functions.FeedsUrl);
        AllowInvoke("Entitlements", functions.EntitlementsUrl);
        AllowInvalidations(functions.PublisherApi, functions.MediaCleanup);
        foreach (var function in (PodcastFunction[])[functions.PublisherApi, functions.WebhookSender])
        {
            function.Function.AddEnvironment("VIEWER_URL", $"https://{settings.DomainName ?? Distribution.AttrDomainName}");
        }
    }

    public CfnDistribution Distribution { get; }

    public string DistributionArn { get; }

    /// <summary>The name under which the edge function reports its metrics.</summary>
    public string EdgeFunctionName { get; }

    // CloudFormation wants the block as a whole, so without countries there is none.
    private static CfnDistribution.RestrictionsProperty? Restrictions(IReadOnlyList<string> countries) => countries.Count == 0 ? null : new()
    {
        GeoRestriction = new CfnDistribution.GeoRestrictionProperty { RestrictionType = "whitelist", Locations = [.. countries] },
    };

    private static CfnDistribution.OriginProperty BucketOrigin(string id, MediaBuckets media, OriginAccess access) => new()
    {
        Id = id,
        DomainName = media.Audio.Bucket.AttrRegionalDomainName,
        OriginAccessControlId = access.Bucket.AttrId,
        // An origin access identity is what came before origin access control; CloudFormation wants the empty value.
        S3OriginConfig = new CfnDistribution.S3OriginConfigProperty { OriginAccessIdentity = "" },
    };

    /// <summary>
    /// The bucket, and where it has no such object the function that says why in plain text. Not CustomErrorResponses: those would replace what
    /// the entitlements function says as well. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
    /// </summary>
    private static CfnDistribution.OriginGroupsProperty MediaGroup() => new()
    {
        Quantity = 1,
        Items = new[]
        {
            new CfnDistribution.OriginGroupProperty
            {
                Id = MediaOrMissing,
                // 403 is what S3 says of an object that is not there to a reader that may not list the bucket.
                FailoverCriteria = new CfnDistribution.OriginGroupFailoverCriteriaProperty
                {
                    StatusCodes = new CfnDistribution.StatusCodesProperty { Quantity = 2, Items = new double[] { 403, 404 } },
                },
                Members = new CfnDistribution.OriginGroupMembersProperty
                {
                    Quantity = 2,
                    Items = new[]
                    {
                        new CfnDistribution.OriginGroupMemberProperty { OriginId = MediaOrigin },
                        new CfnDistribution.OriginGroupMemberProperty { OriginId = FeedsOrigin },
                    },
                },
            },
        },
    };

    /// <summary>Lets the functions that remove audio empty this distribution's caches.</summary>
    private void AllowInvalidations(params PodcastFunction[] functions)
    {
        foreach (var function in functions)
        {
            function.Function.AddEnvironment("DISTRIBUTION_ID", Distribution.Ref);
        }

        _ = new Policy(this, "Invalidations", new PolicyProps
        {
            Roles = [.. functions.Select(function => function.Role)],
            Statements = [Statements.Allow("EmptyCaches", ["cloudfront:CreateInvalidation"], DistributionArn)],
        });
    }

    private static CfnDistribution.OriginProperty FunctionOrigin(string id, CfnUrl url, OriginAccess access) => new()
    {
        Id = id,
        // https://{id}.lambda-url.{region}.on.aws/ without scheme and slash.
        DomainName = Fn.Select(2, Fn.Split("/", url.AttrFunctionUrl)),
        OriginAccessControlId = access.Function.AttrId,
        CustomOriginConfig = new CfnDistribution.CustomOriginConfigProperty
        {
            OriginProtocolPolicy = "https-only",
            OriginSslProtocols = ["TLSv1.2"],
            OriginReadTimeout = 15,
        },
    };

    private static CfnDistribution.CacheBehaviorProperty Behavior(
        string pattern, string origin, CachePolicy cachePolicy, DeliveryPolicies policies, EdgeFunction edge)
    {
        return new CfnDistribution.CacheBehaviorProperty
        {
            PathPattern = pattern,
            TargetOriginId = origin,
            ViewerProtocolPolicy = "redirect-to-https",
            AllowedMethods = AllowedMethods,
            CachedMethods = ["GET", "HEAD"],
            Compress = false,
            CachePolicyId = cachePolicy.CachePolicyId,
            OriginRequestPolicyId = policies.ToOrigin.AttrId,
            ResponseHeadersPolicyId = policies.ResponseHeaders.AttrId,
            FunctionAssociations = edge.Associations,
        };
    }

    // What everybody may have asks nothing of the edge function.
    private static CfnDistribution.CacheBehaviorProperty PublicBehavior(
        string pattern, string origin, CachePolicy cachePolicy, DeliveryPolicies policies, bool compress = false)
    {
        return new CfnDistribution.CacheBehaviorProperty
        {
            PathPattern = pattern,
            TargetOriginId = origin,
            ViewerProtocolPolicy = "redirect-to-https",
            AllowedMethods = ["GET", "HEAD"],
            CachedMethods = ["GET", "HEAD"],
            Compress = compress,
            CachePolicyId = cachePolicy.CachePolicyId,
            ResponseHeadersPolicyId = policies.ResponseHeaders.AttrId,
        };
    }

    /// <summary>
    /// Both permissions that a function URL requires of its caller since October 2025, for this distribution alone.
    /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
    /// </summary>
    private void AllowInvoke(string name, CfnUrl url)
    {
        _ = new CfnPermission(this, $"{name}InvokeUrl", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunctionUrl",
            FunctionName = url.AttrFunctionArn,
            Principal = "cloudfront.amazonaws.com",
            SourceArn = DistributionArn,
            FunctionUrlAuthType = "AWS_IAM",
        });
        var invoke = new CfnPermission(this, $"{name}Invoke", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = url.AttrFunctionArn,
            Principal = "cloudfront.amazonaws.com",
            SourceArn = DistributionArn,
        });
        // Not a property yet in the lowest version of the CDK that this builds with.
        invoke.AddPropertyOverride("InvokedViaFunctionUrl", true);
    }
}
