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
