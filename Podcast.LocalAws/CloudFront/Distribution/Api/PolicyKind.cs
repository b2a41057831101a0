using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudFront.Api.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Policies;

namespace Podcast.LocalAws.CloudFront.Distribution.Api;

/// <summary>A kind of settings that distributions refer to by an id.</summary>
/// <param name="Name">Its name in the API, such as <c>CachePolicy</c>.</param>
/// <param name="Path">Its name in paths and ARNs, such as <c>cache-policy</c>.</param>
/// <param name="ListName">The name of the operation that lists them, without <c>List</c>; <see langword="null"/> where the list has a form of its own.</param>
/// <param name="Shape">The form of its configuration.</param>
internal sealed record PolicyKind(string Name, string Path, string? ListName, StructureShape Shape)
{
    public static readonly PolicyKind CachePolicy = new("CachePolicy", "cache-policy", "CachePolicies", PolicyShapes.CachePolicy);

    public static readonly PolicyKind OriginRequestPolicy =
        new("OriginRequestPolicy", "origin-request-policy", "OriginRequestPolicies", PolicyShapes.OriginRequestPolicy);

    public static readonly PolicyKind ResponseHeadersPolicy =
        new("ResponseHeadersPolicy", "response-headers-policy", "ResponseHeadersPolicies", PolicyShapes.ResponseHeadersPolicy);

    public static readonly PolicyKind OriginAccessControl =
        new("OriginAccessControl", "origin-access-control", null, PolicyShapes.OriginAccessControl);

    /// <summary>The name of its configuration, in the API and in CloudFormation.</summary>
    public string ConfigName => Name + "Config";

    /// <summary>Its type in CloudFormation.</summary>
    public string ResourceType => $"AWS::CloudFront::{Name}";

    /// <summary>Those that CloudFront offers to every account, by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Managed => ManagedPolicies.OfKind(Name);
}
