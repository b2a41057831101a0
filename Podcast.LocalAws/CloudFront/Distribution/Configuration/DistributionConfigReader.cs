using Podcast.LocalAws.CloudFront.Distribution.Policies;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>
/// Reads the configuration of an AWS::CloudFront::Distribution and the policies that it names. A property that changes what viewers get and is not
/// emulated is an error. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-distribution.html.
/// </summary>
internal sealed class DistributionConfigReader(Stack stack)
{
    private static readonly string[] DefaultMethods = ["GET", "HEAD"];

    private readonly PolicyReader _policies = new(stack);

    /// <summary>Reads the configuration of one distribution.</summary>
    /// <param name="config">The configuration in CloudFormation's form.</param>
    /// <param name="id">The distribution's id.</param>
    /// <param name="domainName">Its domain name.</param>
    /// <exception cref="TemplateException">It asks for something that is wrong or not emulated.</exception>
    public DistributionConfig Read(ConfigNode config, string id, string domainName)
    {
        foreach (var name in (ReadOnlySpan<string>)["Staging", "AnycastIpListId", "ContinuousDeploymentPolicyId"])
        {
            if (config[name].Text is { Length: > 0 } text && !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase))
            {
                throw config[name].NotImplemented();
            }
        }

        var origins = config["Origins"].Items.Select(ReadOrigin).ToDictionary(origin => origin.Id, StringComparer.Ordinal);
        var groups = config["OriginGroups"].Items.Select(node => ReadOriginGroup(node, origins)).ToDictionary(group => group.Id, StringComparer.Ordinal);
        var behaviors = config["CacheBehaviors"].Items
            .Select(node => ReadBehavior(node, node["PathPattern"].RequiredText))
            .Append(ReadBehavior(config["DefaultCacheBehavior"], "*"))
            .ToArray();
        foreach (var behavior in behaviors.Where(behavior => !origins.ContainsKey(behavior.TargetOriginId) && !groups.ContainsKey(behavior.TargetOriginId)))
        {
            throw config.Invalid($"has no origin {behavior.TargetOriginId}, which the behavior {behavior.Pattern.Text} names");
        }

        return new()
        {
            Id = id,
            Arn = stack.Arns.Distribution(id),
            DomainName = domainName,
            Aliases = [.. config["Aliases"].Items.Select(alias => alias.RequiredText)],
            IsEnabled = config["Enabled"].Flag,
            DefaultRootObject = config["DefaultRootObject"].Text is { Length: > 0 } root ? root.TrimStart('/') : null,
            Behaviors = behaviors,
            Origins = origins,
            OriginGroups = groups,
            OriginIds = origins.Keys.ToHashSet(StringComparer.Ordinal),
            ErrorPages = config["CustomErrorResponses"].Items
                .Where(node => node["ResponsePagePath"].Text is { Length: > 0 })
                .ToDictionary(
                    node => node["ErrorCode"].Number(0),
                    node => new ErrorPageConfig(node["ResponsePagePath"].RequiredText, node["ResponseCode"].Number(node["ErrorCode"].Number(0)))),
            ErrorLifetimes = config["CustomErrorResponses"].Items
                .Where(node => node["ErrorCachingMinTTL"].IsSet)
                .ToDictionary(node => node["ErrorCode"].Number(0), node => TimeSpan.FromSeconds(node["ErrorCachingMinTTL"].Number(0))),
        };
    }

    private static OriginGroupConfig ReadOriginGroup(ConfigNode node, Dictionary<string, OriginConfig> origins)
    {
        var members = node["Members"].Items.Select(member => member["OriginId"]).ToArray();
        if (members.Length != 2)
        {
            throw node["Members"].Invalid("has to name two origins");
        }

        foreach (var member in members.Where(member => !origins.ContainsKey(member.RequiredText)))
        {
            throw member.Invalid($"names no origin of the distribution: {member.Text}");
        }

        if (node["SelectionCriteria"].Text is { Length: > 0 } and not "default")
        {
            throw node["SelectionCriteria"].NotImplemented();
        }

        var statusCodes = node["FailoverCriteria"]["StatusCodes"].Items.Select(code => FailoverStatusCodes.All.Contains(code.Number(0))
            ? code.Number(0)
            : throw code.Invalid($"has to be one of {string.Join(", ", FailoverStatusCodes.All.Order())}")).ToHashSet();
        return statusCodes.Count > 0
            ? new(node["Id"].RequiredText, members[0].RequiredText, members[1].RequiredText, statusCodes)
            : throw node["FailoverCriteria"].Invalid("has to list status codes");
    }

    private BehaviorConfig ReadBehavior(ConfigNode node, string pattern)
    {
        foreach (var name in (ReadOnlySpan<string>)["ForwardedValues", "TrustedSigners", "FieldLevelEncryptionId"])
        {
            if (node[name].Value is { } value && value.ToJsonString() is not ("\"\"" or "[]"))
            {
                throw node[name].NotImplemented();
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["TrustedKeyGroups", "LambdaFunctionAssociations"])
        {
            if (node[name].Items.Any())
            {
                throw node[name].NotImplemented();
            }
        }

        var functions = node["FunctionAssociations"];
        return new()
        {
            Pattern = new(pattern),
            TargetOriginId = node["TargetOriginId"].RequiredText,
            Compress = node["Compress"].Flag,
            AllowedMethods = node["AllowedMethods"].IsSet
                ? node["AllowedMethods"].Items.Select(method => method.RequiredText).ToHashSet(StringComparer.Ordinal)
                : DefaultMethods.ToHashSet(StringComparer.Ordinal),
            CachesOptions = node["CachedMethods"].Items.Any(method => method.Text == "OPTIONS"),
            Forwarding = new(_policies.ReadCachePolicy(node["CachePolicyId"]), _policies.ReadOriginRequestPolicy(node["OriginRequestPolicyId"])),
            ResponseHeaders = _policies.ReadResponseHeadersPolicy(node["ResponseHeadersPolicyId"]),
            ViewerRequestFunction = FunctionFor(functions, "viewer-request"),
            ViewerResponseFunction = FunctionFor(functions, "viewer-response"),
        };
    }

    private static string? FunctionFor(ConfigNode functions, string eventType)
    {
        var matches = functions.Items.Where(node => node["EventType"].Text == eventType).ToArray();
        return matches.Length <= 1
            ? matches.FirstOrDefault()["FunctionARN"].Text
            : throw functions.Invalid($"has more than one function for {eventType}");
    }

    private OriginConfig ReadOrigin(ConfigNode node)
    {
        if (node["VpcOriginConfig"].IsSet)
        {
            throw node["VpcOriginConfig"].NotImplemented();
        }

        if (node["S3OriginConfig"]["OriginAccessIdentity"].Text is { Length: > 0 })
        {
            throw node["S3OriginConfig"]["OriginAccessIdentity"].NotImplemented();
        }

        var custom = node["CustomOriginConfig"];
        var isS3 = node["S3OriginConfig"].IsSet;
        if (isS3 == custom.IsSet)
        {
            throw node.Invalid("needs either S3OriginConfig or CustomOriginConfig");
        }

        // Viewers come by plain HTTP here, so match-viewer means http.
        var isHttps = isS3 || custom["OriginProtocolPolicy"].RequiredText == "https-only";
        return new()
        {
            Id = node["Id"].RequiredText,
            DomainName = node["DomainName"].RequiredText,
            OriginPath = node["OriginPath"].Text?.TrimEnd('/') ?? "",
            CustomHeaders = node["OriginCustomHeaders"].Items.ToDictionary(
                header => header["HeaderName"].RequiredText, header => header["HeaderValue"].Text ?? "", StringComparer.OrdinalIgnoreCase),
            IsS3 = isS3,
            Scheme = isHttps ? "https" : "http",
            Port = isHttps ? custom["HTTPSPort"].Number(443) : custom["HTTPPort"].Number(80),
            ReadTimeout = Seconds(isS3 ? node["S3OriginConfig"]["OriginReadTimeout"] : custom["OriginReadTimeout"], 30),
            ResponseCompletionTimeout = node["ResponseCompletionTimeout"].IsSet ? Seconds(node["ResponseCompletionTimeout"], 0) : null,
            Connection = new()
            {
                ConnectTimeout = Seconds(node["ConnectionTimeout"], 10),
                Attempts = node["ConnectionAttempts"].Number(3) is >= 1 and <= 3 and var attempts ? attempts : throw node["ConnectionAttempts"].Invalid("has to be 1 to 3"),
                KeepAlive = Seconds(custom["OriginKeepaliveTimeout"], 5),
                Protocols = TlsProtocols.Parse(custom["OriginSSLProtocols"].Items.Select(protocol => protocol.RequiredText))
                    ?? throw custom["OriginSSLProtocols"].Invalid($"has to list {TlsProtocols.Names}"),
            },
            AccessControl = ReadAccessControl(node["OriginAccessControlId"]),
        };
    }

    private static TimeSpan Seconds(ConfigNode node, int otherwise) =>
        node.Number(otherwise) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : throw node.Invalid("has to be at least 1 second");

    private AccessControlConfig? ReadAccessControl(ConfigNode id)
    {
        if (id.Text is not { Length: > 0 } text)
        {
            return null;
        }

        var resource = stack.OfType("AWS::CloudFront::OriginAccessControl").FirstOrDefault(control => control.PhysicalId == text)
            ?? throw id.Invalid($"names no origin access control of the template: {text}");
        var config = ConfigNode.Of(resource, "OriginAccessControlConfig");
        var type = config["OriginAccessControlOriginType"].RequiredText;
        return type is "s3" or "lambda"
            ? new(type, config["SigningBehavior"].RequiredText)
            : throw config["OriginAccessControlOriginType"].NotImplemented();
    }
}
