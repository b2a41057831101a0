using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.Faults;

/// <summary>
/// Takes away, one at a time, every statement, every action, every resource and every condition of every policy, every resource that only
/// connects others, every property that does, every environment variable, and every output.
/// </summary>
internal sealed class Mutants(JsonObject template)
{
    // Resources that are there to connect others.
    private static readonly HashSet<string> Connections =
    [
        "AWS::Lambda::EventSourceMapping", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission", "AWS::Lambda::Url", "AWS::Events::Rule",
        "AWS::Scheduler::Schedule", "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::IAM::Policy", "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::Function", "AWS::SNS::TopicPolicy", "AWS::SNS::Subscription", "Custom::EmptyBucket",
    ];

    // Properties that connect, by the resource's type.
    private static readonly Dictionary<string, string[]> Wiring = new()
    {
        ["AWS::CloudFront::Function"] = ["FunctionConfig/KeyValueStoreAssociations", "AutoPublish"],
        ["AWS::CloudFront::Distribution"] =
        [
            "DistributionConfig/DefaultCacheBehavior/FunctionAssociations", "DistributionConfig/CacheBehaviors/*/FunctionAssociations",
            "DistributionConfig/Origins/*/OriginAccessControlId", "DistributionConfig/Origins/*",
        ],
        ["AWS::Lambda::EventSourceMapping"] =
            ["EventSourceArn", "DestinationConfig", "FunctionResponseTypes", "BisectBatchOnFunctionError", "MaximumRecordAgeInSeconds", "StartingPosition"],
        ["AWS::Lambda::EventInvokeConfig"] = ["DestinationConfig"],
        ["AWS::Scheduler::Schedule"] = ["Target/DeadLetterConfig", "Target/RetryPolicy", "Target/RoleArn", "Target/Arn"],
        ["AWS::Events::Rule"] = ["Targets", "Targets/*/DeadLetterConfig"],
        ["AWS::S3::Bucket"] = ["NotificationConfiguration", "LoggingConfiguration"],
        ["Custom::EmptyBucket"] = ["ServiceToken", "BucketName"],
        ["AWS::DynamoDB::Table"] = ["StreamSpecification", "SSESpecification"],
        ["AWS::Lambda::Permission"] = ["SourceArn", "SourceAccount", "FunctionUrlAuthType", "InvokedViaFunctionUrl"],
        ["AWS::Lambda::Function"] = ["Environment/Variables/**"],
    };

    private static readonly string[] PolicyProperties = ["PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy"];

    public IEnumerable<Mutant> All() => Statements().Concat(ConnectingResources()).Concat(Properties()).Concat(Outputs());

    private IEnumerable<(string Id, JsonObject Resource)> Resources() =>
        template["Resources"]!.AsObject().Select(resource => (resource.Key, resource.Value!.AsObject()));

    private IEnumerable<Mutant> Statements()
    {
        foreach (var path in Resources().SelectMany(resource => Documents(resource.Resource, ["Resources", resource.Id])))
        {
            var statements = Get(template, [.. path, "Statement"])!.AsArray();
            for (var i = 0; i < statements.Count; i++)
            {
                string[] place = [.. path, "Statement", $"{i}"];
                var name = $"{path[1]}: statement {statements[i]!["Sid"] ?? i}";
                yield return Without(name, place);
                foreach (var mutant in Conditions(name, [.. place, "Condition"]))
                {
                    yield return mutant;
                }

                foreach (var element in new[] { "Action", "Resource" })
                {
                    for (var j = 0; j < ((statements[i]![element] as JsonArray)?.Count ?? 0); j++)
                    {
                        yield return Without($"{name}, {element} {statements[i]![element]![j]!.ToJsonString()}", [.. place, element, $"{j}"]);
                    }
                }
            }
        }
    }

    private IEnumerable<Mutant> Conditions(string name, string[] place)
    {
        if (Get(template, place) is not JsonObject condition)
        {
            yield break;
        }

        yield return Without($"{name}, Condition", place);
        var keys = condition.SelectMany(test => test.Value!.AsObject().Select(key => (Operator: test.Key, key.Key))).ToList();
        foreach (var (test, key) in keys.Where(_ => keys.Count > 1))
        {
            yield return Without($"{name}, Condition {test} {key}", [.. place, test, key]);
        }
    }

    private static IEnumerable<string[]> Documents(JsonNode? node, string[] path) => node switch
    {
        JsonObject value => value.SelectMany(property => PolicyProperties.Contains(property.Key)
            ? [[.. path, property.Key]]
            : Documents(property.Value, [.. path, property.Key])),
        JsonArray items => items.SelectMany((item, index) => Documents(item, [.. path, $"{index}"])),
        _ => [],
    };

    private IEnumerable<Mutant> ConnectingResources() =>
        Resources().Where(resource => Connections.Contains((string)resource.Resource["Type"]!))
            .Select(resource => Without($"{resource.Id}: {resource.Resource["Type"]}", ["Resources", resource.Id]));

    private IEnumerable<Mutant> Properties() =>
        from resource in Resources()
        from property in Wiring.GetValueOrDefault((string)resource.Resource["Type"]!) ?? []
        from path in Expand(template, ["Resources", resource.Id, "Properties"], property.Split('/'))
        select Without($"{resource.Id}: {string.Join('.', path[3..])}", path);

    private IEnumerable<Mutant> Outputs() =>
        template["Outputs"]!.AsObject().Select(output => Without($"output {output.Key}", ["Outputs", output.Key]));

    private static IEnumerable<string[]> Expand(JsonNode root, string[] at, string[] rest)
    {
        var node = Get(root, at);
        if (rest.Length == 0)
        {
            return node is null ? [] : [at];
        }

        return rest[0] == "*" ? Enumerable.Range(0, (node as JsonArray)?.Count ?? 0).SelectMany(index => Expand(root, [.. at, $"{index}"], rest[1..]))
            : rest[0] == "**" ? (node as JsonObject ?? []).Select(property => (string[])[.. at, property.Key])
            : Expand(root, [.. at, rest[0]], rest[1..]);
    }

    private Mutant Without(string name, string[] path)
    {
        var copy = template.DeepClone().AsObject();
        var parent = Get(copy, path[..^1])!;
        if (parent is JsonArray items)
        {
            items.RemoveAt(int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            parent.AsObject().Remove(path[^1]);
        }

        return new(name, copy);
    }

    private static JsonNode? Get(JsonNode? node, string[] path) => path.Aggregate(node, (at, step) => at switch
    {
        JsonArray items => items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
        JsonObject value => value[step],
        _ => null,
    });
}
