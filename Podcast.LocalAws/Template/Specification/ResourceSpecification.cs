using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template.Specification;

/// <summary>
/// The names of the properties that CloudFormation has for the types of <see cref="ResourceTypes"/>, at every depth. The file beside this one lists them
/// as objects; a zero stands for a value, or for a document whose members are the author's own.
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html.
/// </summary>
internal static class ResourceSpecification
{
    private static readonly Lazy<JsonElement> Types = new(Read);

    /// <summary>
    /// What CloudFormation knows of a type, and LocalAws makes nothing of. Left out is what could not be told apart here: descriptions, tags, keys of
    /// encryption, tracing, throughput.
    /// </summary>
    private static readonly Dictionary<string, string[]> Unimplemented = new(StringComparer.Ordinal)
    {
        ["AWS::DynamoDB::Table"] = ["ImportSourceSpecification", "KinesisStreamSpecification", "ResourcePolicy"],
        ["AWS::Lambda::Function"] =
        [
            "CapacityProviderConfig", "CodeSigningConfigArn", "DeadLetterConfig", "DurableConfig", "EphemeralStorage", "FileSystemConfigs", "FunctionScalingConfig",
            "ImageConfig", "Layers", "RuntimeManagementConfig", "SnapStart", "TenancyConfig", "VpcConfig",
        ],
        ["AWS::Lambda::Alias"] = ["ProvisionedConcurrencyConfig", "RoutingConfig"],
        ["AWS::Lambda::Version"] = ["FunctionScalingConfig", "ProvisionedConcurrencyConfig", "RuntimePolicy"],
        ["AWS::Lambda::EventSourceMapping"] = ["LoggingConfig", "MetricsConfig", "ProvisionedPollerConfig", "ScalingConfig"],
        ["AWS::S3::Bucket"] =
        [
            "AbacStatus", "AccelerateConfiguration", "AccessControl", "AnalyticsConfigurations", "BucketNamePrefix", "BucketNamespace",
            "IntelligentTieringConfigurations", "InventoryConfigurations", "LoggingConfiguration", "MetadataConfiguration", "MetadataTableConfiguration",
            "MetricsConfigurations", "ObjectLockConfiguration", "ObjectLockEnabled", "ReplicationConfiguration", "WebsiteConfiguration",
        ],
        // Where a viewer is cannot be known, and there is no AWS WAF here.
        ["AWS::CloudFront::Distribution"] = ["DistributionConfig.WebACLId", "DistributionConfig.Restrictions.GeoRestriction.Locations"],
        ["AWS::SQS::Queue"] = ["ContentBasedDeduplication", "DeduplicationScope", "FifoQueue", "FifoThroughputLimit", "RedriveAllowPolicy"],
        ["AWS::SSM::Parameter"] = ["AllowedPattern", "Policies"],
    };

    /// <summary>The properties that CloudFormation does not have, by the place above each and its name, such as <c>#/Code</c> and <c>S3Buckett</c>.</summary>
    public static IEnumerable<(string Place, string Name)> FindUnknown(StackResource resource) =>
        Types.Value.TryGetProperty(resource.Type, out var known) ? FindUnknown(resource.Properties, known, "#") : [];

    /// <summary>The properties that have no effect here, by their paths, such as <c>DistributionConfig.WebACLId</c>.</summary>
    public static IEnumerable<string> FindUnimplemented(StackResource resource) =>
        Unimplemented.TryGetValue(resource.Type, out var paths) ? paths.Where(path => IsSet(resource.Properties, path)) : [];

    private static bool IsSet(JsonObject properties, string path)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate((JsonNode?)properties, (node, name) => (node as JsonObject)?[name]) as JsonObject;
        return parent?.ContainsKey(names[^1]) == true && parent[names[^1]] is not (JsonArray { Count: 0 });
    }

    private static IEnumerable<(string Place, string Name)> FindUnknown(JsonNode? value, JsonElement known, string place)
    {
        if (known.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        var children = value switch
        {
            JsonArray items => items.SelectMany((item, index) => FindUnknown(item, known, $"{place}/{index}")),
            JsonObject members => members.SelectMany(member => known.TryGetProperty(member.Key, out var below)
                ? FindUnknown(member.Value, below, $"{place}/{member.Key}")
                : [(place, member.Key)]),
            _ => [],
        };
        foreach (var child in children)
        {
            yield return child;
        }
    }

    private static JsonElement Read()
    {
        using var file = typeof(ResourceSpecification).Assembly.GetManifestResourceStream("Podcast.LocalAws.Template.Specification.properties.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
