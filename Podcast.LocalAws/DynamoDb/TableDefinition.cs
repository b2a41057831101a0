using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// A table of the template as the requests that create it. What DynamoDB Local refuses or has no meaning for on one machine is left out:
/// encryption, point-in-time recovery, deletion protection, contributor insights, table class, tags, throughput limits, resource policies,
/// Kinesis streams. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html.
/// </summary>
internal sealed class TableDefinition
{
    public const string ResourceType = "AWS::DynamoDB::Table";

    private readonly JsonObject _properties;

    public TableDefinition(StackResource resource)
    {
        _properties = resource.Properties;
        Name = resource.PhysicalId;
        StreamArn = _properties["StreamSpecification"] is null ? null : resource.GetAtt(nameof(StreamArn));
    }

    public string Name { get; }

    /// <summary>The stream's ARN in the stack; <see langword="null"/> when the table has no stream.</summary>
    public string? StreamArn { get; }

    public JsonObject CreateTable()
    {
        var request = new JsonObject { ["TableName"] = Name };
        CopyTo(request, "KeySchema", "AttributeDefinitions");
        var onDemand = (string?)_properties["BillingMode"] == "PAY_PER_REQUEST";
        if (onDemand)
        {
            request["BillingMode"] = "PAY_PER_REQUEST";
        }
        else
        {
            CopyTo(request, "ProvisionedThroughput");
        }

        CopyIndexes(request, "GlobalSecondaryIndexes", withThroughput: !onDemand);
        CopyIndexes(request, "LocalSecondaryIndexes", withThroughput: false);
        if (_properties["StreamSpecification"] is { } stream)
        {
            request["StreamSpecification"] = new JsonObject
            {
                ["StreamEnabled"] = true,
                ["StreamViewType"] = stream["StreamViewType"]?.DeepClone(),
            };
        }

        return request;
    }

    /// <summary>Whether both describe the same table, in everything that is passed on to DynamoDB Local.</summary>
    public bool IsSame(TableDefinition other) =>
        JsonNode.DeepEquals(CreateTable(), other.CreateTable()) && JsonNode.DeepEquals(UpdateTimeToLive(), other.UpdateTimeToLive());

    /// <summary>The requests that make the table what this describes. What they cannot change replaces the table.</summary>
    /// <exception cref="Core.AwsException">More than one index is to be created or deleted, which CloudFormation refuses.</exception>
    public IEnumerable<JsonObject> UpdateTable(TableDefinition before)
    {
        var (from, to) = (before.CreateTable(), CreateTable());
        if (!JsonNode.DeepEquals(from["BillingMode"], to["BillingMode"]) || !JsonNode.DeepEquals(from["ProvisionedThroughput"], to["ProvisionedThroughput"]))
        {
            var request = new JsonObject { ["TableName"] = Name, ["BillingMode"] = to["BillingMode"]?.DeepClone() ?? "PROVISIONED" };
            CopyTo(request, "ProvisionedThroughput");
            yield return request;
        }

        if (!JsonNode.DeepEquals(from["StreamSpecification"], to["StreamSpecification"]))
        {
            yield return new()
            {
                ["TableName"] = Name,
                ["StreamSpecification"] = to["StreamSpecification"]?.DeepClone() ?? new JsonObject { ["StreamEnabled"] = false },
            };
        }

        if (IndexUpdates(from, to) is { Count: > 0 } updates)
        {
            yield return updates.Count == 1
                ? new()
                {
                    ["TableName"] = Name,
                    ["AttributeDefinitions"] = to["AttributeDefinitions"]?.DeepClone(),
                    ["GlobalSecondaryIndexUpdates"] = updates,
                }
                : throw new Core.AwsException(
                    "ValidationException", "Cannot perform more than one GSI creation or deletion in a single update", StatusCodes.Status400BadRequest);
        }
    }

    /// <returns><see langword="null"/> when nothing about it changes.</returns>
    public JsonObject? UpdateTimeToLive(TableDefinition before) => JsonNode.DeepEquals(before.UpdateTimeToLive(), UpdateTimeToLive())
        ? null
        : UpdateTimeToLive() ?? new JsonObject
        {
            ["TableName"] = Name,
            ["TimeToLiveSpecification"] = new JsonObject
            {
                ["Enabled"] = false,
                ["AttributeName"] = before._properties["TimeToLiveSpecification"]?["AttributeName"]?.DeepClone(),
            },
        };

    /// <returns><see langword="null"/> when items of the table do not expire.</returns>
    public JsonObject? UpdateTimeToLive() => _properties["TimeToLiveSpecification"] is JsonObject { } specification && IsTrue(specification["Enabled"])
        ? new JsonObject
        {
            ["TableName"] = Name,
            ["TimeToLiveSpecification"] = new JsonObject
            {
                ["Enabled"] = true,
                ["AttributeName"] = specification["AttributeName"]?.DeepClone(),
            },
        }
        : null;

    private static bool IsTrue(JsonNode? node) => string.Equals(node?.ToString(), "true", StringComparison.OrdinalIgnoreCase);

    // An index that changed is deleted and created, which are two changes.
    private static JsonArray IndexUpdates(JsonObject from, JsonObject to)
    {
        var updates = new JsonArray();
        var (before, after) = (Indexes(from), Indexes(to));
        foreach (var name in before.Keys.Where(name => !JsonNode.DeepEquals(before[name], after.GetValueOrDefault(name))))
        {
            updates.Add(new JsonObject { ["Delete"] = new JsonObject { ["IndexName"] = name } });
        }

        foreach (var (name, index) in after.Where(index => !JsonNode.DeepEquals(before.GetValueOrDefault(index.Key), index.Value)))
        {
            updates.Add(new JsonObject { ["Create"] = index.DeepClone() });
        }

        return updates;
    }

    private static Dictionary<string, JsonNode> Indexes(JsonObject table) =>
        (table["GlobalSecondaryIndexes"] as JsonArray ?? []).ToDictionary(index => index!["IndexName"]!.ToString(), index => index!, StringComparer.Ordinal);

    private void CopyIndexes(JsonObject request, string name, bool withThroughput)
    {
        if (_properties[name] is not JsonArray indexes)
        {
            return;
        }

        request[name] = new JsonArray([.. indexes.Select(index =>
        {
            var copy = new JsonObject
            {
                ["IndexName"] = index!["IndexName"]?.DeepClone(),
                ["KeySchema"] = index["KeySchema"]?.DeepClone(),
                ["Projection"] = index["Projection"]?.DeepClone(),
            };
            if (withThroughput)
            {
                copy["ProvisionedThroughput"] = index["ProvisionedThroughput"]?.DeepClone();
            }

            return (JsonNode)copy;
        })]);
    }

    private void CopyTo(JsonObject request, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_properties[name] is { } value)
            {
                request[name] = value.DeepClone();
            }
        }
    }
}
