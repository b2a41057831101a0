using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Delivery;

public sealed class PodcastDistributionTests
{
    private static readonly JsonNode Config = SynthesizedTemplate.Single("AWS::CloudFront::Distribution").Properties["DistributionConfig"]!;

    private static readonly JsonNode[] Behaviors = [Config["DefaultCacheBehavior"]!, .. Config["CacheBehaviors"]!.AsArray().Select(b => b!)];

    private static IEnumerable<JsonNode> PrivateBehaviors => Behaviors.Where(behavior => behavior["PathPattern"]?.ToString() is not ("/artwork/*" or "/assets/*"));

    [Fact]
    public void MediaBehavior_WhenTheBucketHasNoObject_AsksTheFunctionThatSaysWhy()
    {
        var group = Config["OriginGroups"]!["Items"]!.AsArray().Single()!;
        Assert.Equal("media-or-missing", group["Id"]!.ToString());
        Assert.Equal([403, 404], group["FailoverCriteria"]!["StatusCodes"]!["Items"]!.AsArray().Select(status => status!.GetValue<int>()));
        Assert.Equal(["media", "feeds"], group["Members"]!["Items"]!.AsArray().Select(member => member!["OriginId"]!.ToString()));
        Assert.Null(Config["CustomErrorResponses"]);
    }

    [Fact]
    public void Origins_InTemplate_HaveTheNamesThatTheEdgeFunctionUses()
        => Assert.Equal(["media", "feeds", "entitlements"], Config["Origins"]!.AsArray().Select(origin => origin!["Id"]!.ToString()));

    [Theory]
    [InlineData("media", "s3")]
    [InlineData("feeds", "lambda")]
    [InlineData("entitlements", "lambda")]
    public void Origin_InTemplate_IsSignedFor(string id, string type)
    {
        var access = SynthesizedTemplate.Named(TemplateValue.Text(Origin(id)["OriginAccessControlId"]));
        Assert.Equal(type, access.Value("OriginAccessControlConfig.OriginAccessControlOriginType"));
        Assert.Equal("always", access.Value("OriginAccessControlConfig.SigningBehavior"));
        Assert.Equal("sigv4", access.Value("OriginAccessControlConfig.SigningProtocol"));
    }

    [Theory]
    [InlineData("feeds", "Feeds")]
    [InlineData("entitlements", "Entitlements")]
    public void FunctionOrigin_InTemplate_IsTheUrlOfItsFunctionOverTls(string id, string handler)
    {
        var url = SynthesizedTemplate.Named(TemplateValue.Text(Origin(id)["DomainName"]));
        Assert.Equal($"${{{SynthesizedTemplate.Function(handler).LogicalId}.Arn}}", url.Value("TargetFunctionArn"));
        Assert.Equal("https-only", TemplateValue.Text(TemplateValue.At(Origin(id), "CustomOriginConfig.OriginProtocolPolicy")));
    }

    [Theory]
    [InlineData("feeds")]
    [InlineData("entitlements")]
    public void FunctionOrigin_Permissions_AreBothThatAUrlRequires(string id)
    {
        var url = TemplateValue.Text(Origin(id)["DomainName"]).Replace(".FunctionUrl", ".FunctionArn", StringComparison.Ordinal);
        var permissions = SynthesizedTemplate.OfType("AWS::Lambda::Permission").Where(p => p.Value("FunctionName") == url).ToArray();

        Assert.All(permissions, permission =>
        {
            Assert.Equal("cloudfront.amazonaws.com", permission.Value("Principal"));
            Assert.Equal(DistributionArn.Value, permission.Value("SourceArn"));
        });
        Assert.Equal(["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"], permissions.Select(p => p.Value("Action")).Order());
        Assert.Equal("true", permissions.Single(p => p.Value("Action") == "lambda:InvokeFunction").Value("InvokedViaFunctionUrl"));
        Assert.Equal("AWS_IAM", permissions.Single(p => p.Value("Action") == "lambda:InvokeFunctionUrl").Value("FunctionUrlAuthType"));
    }

    [Fact]
    public void Behaviors_InTemplate_AllButThePublicOnesRunTheEdgeFunction()
    {
        var function = SynthesizedTemplate.Single("AWS::CloudFront::Function");
        Assert.Null(Behavior("/artwork/*")["FunctionAssociations"]);
        Assert.Null(Behavior("/assets/*")["FunctionAssociations"]);
        Assert.All(PrivateBehaviors, behavior =>
        {
            var association = Assert.Single(behavior["FunctionAssociations"]!.AsArray());
            Assert.Equal("viewer-request", association!["EventType"]!.ToString());
            Assert.Equal($"${{{function.LogicalId}.FunctionARN}}", TemplateValue.Text(association["FunctionARN"]));
        });
    }

    [Fact]
    public void Behaviors_InTemplate_TakeReadsOverTlsOnly()
        => Assert.All(Behaviors, behavior =>
        {
            Assert.Equal("redirect-to-https", behavior["ViewerProtocolPolicy"]!.ToString());
            string[] methods = PrivateBehaviors.Contains(behavior) ? ["GET", "HEAD", "OPTIONS"] : ["GET", "HEAD"];
            Assert.Equal(methods, behavior["AllowedMethods"]!.AsArray().Select(TemplateValue.Text));
        });

    [Theory]
    [InlineData("/*/feeds/*", "feeds")]
    [InlineData("/*/media/*", "media-or-missing")]
    [InlineData("/*/notices/*", "media-or-missing")]
    [InlineData("/*/shows/*", "feeds")]
    [InlineData("/*/", "feeds")]
    [InlineData("/artwork/*", "media")]
    [InlineData("/assets/*", "feeds")]
    public void Behavior_ForItsPaths_ForwardsToItsOrigin(string pattern, string origin)
        => Assert.Equal(origin, Behavior(pattern)["TargetOriginId"]!.ToString());

    [Theory]
    [InlineData("MinTTL")]
    [InlineData("DefaultTTL")]
    [InlineData("MaxTTL")]
    public void FeedsAndPages_AnyTime_AreNotCached(string setting)
        => Assert.All(["/*/feeds/*", "/*/shows/*", "/*/"], pattern => Assert.Equal("0", CachePolicy(pattern).Value($"CachePolicyConfig.{setting}")));

    // A pattern that comes first wins: an episode "shows" is audio, and nothing of the other behaviors ends with a slash.
    [Fact]
    public void Behaviors_InTemplate_AreInTheOrderOfTheirPatterns()
        => Assert.Equal(
            ["/*/feeds/*", "/*/media/*", "/*/notices/*", "/*/shows/*", "/artwork/*", "/assets/*", "/*/"],
            Config["CacheBehaviors"]!.AsArray().Select(behavior => behavior!["PathPattern"]!.ToString()));

    [Theory]
    [InlineData("CookiesConfig.CookieBehavior")]
    [InlineData("HeadersConfig.HeaderBehavior")]
    [InlineData("QueryStringsConfig.QueryStringBehavior")]
    public void MediaBehavior_CacheKey_IsThePathAlone(string setting)
        => Assert.Equal("none", CachePolicy("/*/media/*").Value($"CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.{setting}"));

    [Fact]
    public void MediaBehavior_WhenTheOriginForbidsCaching_ObeysIt()
        => Assert.Equal("0", CachePolicy("/*/media/*").Value("CachePolicyConfig.MinTTL"));

    [Fact]
    public void OriginRequestPolicy_OfEveryBehavior_ForwardsWhatTheFunctionsRead()
        => Assert.All(PrivateBehaviors, behavior =>
        {
            var policy = SynthesizedTemplate.Named(TemplateValue.Text(behavior["OriginRequestPolicyId"]));
            Assert.Equal(
                ["x-podcast-token", "x-podcast-access", "x-viewer-host", "CloudFront-Forwarded-Proto", "Accept-Encoding"],
                policy.Values("OriginRequestPolicyConfig.HeadersConfig.Headers"));
            Assert.Equal("none", policy.Value("OriginRequestPolicyConfig.QueryStringsConfig.QueryStringBehavior"));
            Assert.Equal("none", policy.Value("OriginRequestPolicyConfig.CookiesConfig.CookieBehavior"));
        });

    [Fact]
    public void Distribution_InTemplate_SpeaksHttp3() => Assert.Equal("http2and3", Config["HttpVersion"]!.ToString());

    [Theory]
    [InlineData("StrictTransportSecurity.AccessControlMaxAgeSec", "31536000")]
    [InlineData("ContentTypeOptions.Override", "true")]
    [InlineData("FrameOptions.FrameOption", "DENY")]
    [InlineData("ReferrerPolicy.ReferrerPolicy", "no-referrer")]
    [InlineData("ContentSecurityPolicy.ContentSecurityPolicy", "default-src 'none'; frame-ancestors 'none'")]
    public void Behaviors_InTemplate_AddSecurityHeaders(string setting, string expected)
        => Assert.All(Behaviors, behavior => Assert.Equal(
            expected,
            SynthesizedTemplate.Named(TemplateValue.Text(behavior["ResponseHeadersPolicyId"])).Value($"ResponseHeadersPolicyConfig.SecurityHeadersConfig.{setting}")));

    [Fact]
    public void AccessLogs_OfTheDistribution_HoldNeitherTokenNorAddress()
    {
        var source = SynthesizedTemplate.Single("AWS::Logs::DeliverySource");
        Assert.Equal(DistributionArn.Value, source.Value("ResourceArn"));
        var delivery = SynthesizedTemplate.Single("AWS::Logs::Delivery");
        Assert.Equal($"${{{source.LogicalId}}}", delivery.Value("DeliverySourceName"));
        var bucketPolicy = SynthesizedTemplate.ById(delivery.Resource["DependsOn"]!.AsArray().Single()!.ToString());
        Assert.Equal("AWS::S3::BucketPolicy", bucketPolicy.Type);
        var fields = delivery.Values("RecordFields").ToArray();
        Assert.Contains("sc-status", fields);
        Assert.Contains("viewer-request-log-data", fields);
        Assert.DoesNotContain(fields, field => field is "cs-uri-stem" or "cs-uri-query" or "cs(Referer)" or "cs(Cookie)" or "c-ip" or "x-forwarded-for");
    }

    private static JsonNode Origin(string id) => Config["Origins"]!.AsArray().Single(origin => origin!["Id"]!.ToString() == id)!;

    private static JsonNode Behavior(string pattern)
        => Behaviors.Single(behavior => behavior["PathPattern"]?.ToString() == pattern);

    private static TemplateResource CachePolicy(string pattern)
        => SynthesizedTemplate.Named(TemplateValue.Text(Behavior(pattern)["CachePolicyId"]));
}
