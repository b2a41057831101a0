using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>
/// The policies that CloudFront offers to every account under fixed ids, in CloudFormation's form. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html,
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html and
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html.
/// </summary>
internal static class ManagedPolicies
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, JsonObject>>> Kinds = new(Load);

    /// <summary>The policies of a kind, such as <c>CachePolicy</c>, by id. None for a kind without managed policies.</summary>
    public static IReadOnlyDictionary<string, JsonObject> OfKind(string kind) => Kinds.Value.GetValueOrDefault(kind) ?? [];

    private static Dictionary<string, Dictionary<string, JsonObject>> Load()
    {
        using var source = typeof(ManagedPolicies).Assembly.GetManifestResourceStream("managed-policies.json")!;
        return JsonNode.Parse(source)!.AsObject().ToDictionary(
            kind => kind.Key, kind => kind.Value!.AsObject().ToDictionary(policy => policy.Key, policy => policy.Value!.AsObject()));
    }
}
