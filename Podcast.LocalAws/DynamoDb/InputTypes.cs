using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// Finds a member of a request that has another type than the API gives it. DynamoDB refuses one with SerializationException; DynamoDB Local fails with
/// InternalFailure and does not say which. See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html.
/// </summary>
internal static class InputTypes
{
    // A member has the same type wherever the API has it.
    private static readonly FrozenDictionary<string, JsonValueKind> Members = new Dictionary<string, JsonValueKind>(StringComparer.Ordinal)
    {
        ["AttributesToGet"] = JsonValueKind.Array,
        ["AttributeDefinitions"] = JsonValueKind.Array,
        ["AttributeName"] = JsonValueKind.String,
        ["AttributeType"] = JsonValueKind.String,
        ["AttributeUpdates"] = JsonValueKind.Object,
        ["BillingMode"] = JsonValueKind.String,
        ["ClientRequestToken"] = JsonValueKind.String,
        ["ConditionCheck"] = JsonValueKind.Object,
        ["ConditionExpression"] = JsonValueKind.String,
        ["ConditionalOperator"] = JsonValueKind.String,
        ["ConsistentRead"] = JsonValueKind.True,
        ["Delete"] = JsonValueKind.Object,
        ["DeleteRequest"] = JsonValueKind.Object,
        ["ExclusiveStartKey"] = JsonValueKind.Object,
        ["ExclusiveStartShardId"] = JsonValueKind.String,
        ["ExclusiveStartStreamArn"] = JsonValueKind.String,
        ["ExclusiveStartTableName"] = JsonValueKind.String,
        ["Expected"] = JsonValueKind.Object,
        ["ExpressionAttributeNames"] = JsonValueKind.Object,
        ["ExpressionAttributeValues"] = JsonValueKind.Object,
        ["FilterExpression"] = JsonValueKind.String,
        ["Get"] = JsonValueKind.Object,
        ["IndexName"] = JsonValueKind.String,
        ["Item"] = JsonValueKind.Object,
        ["Key"] = JsonValueKind.Object,
        ["KeyConditionExpression"] = JsonValueKind.String,
        ["KeyConditions"] = JsonValueKind.Object,
        ["KeySchema"] = JsonValueKind.Array,
        ["KeyType"] = JsonValueKind.String,
        ["Keys"] = JsonValueKind.Array,
        ["Limit"] = JsonValueKind.Number,
        ["NextToken"] = JsonValueKind.String,
        ["ProjectionExpression"] = JsonValueKind.String,
        ["Put"] = JsonValueKind.Object,
        ["PutRequest"] = JsonValueKind.Object,
        ["QueryFilter"] = JsonValueKind.Object,
        ["RequestItems"] = JsonValueKind.Object,
        ["ResourceArn"] = JsonValueKind.String,
        ["ReturnConsumedCapacity"] = JsonValueKind.String,
        ["ReturnItemCollectionMetrics"] = JsonValueKind.String,
        ["ReturnValues"] = JsonValueKind.String,
        ["ReturnValuesOnConditionCheckFailure"] = JsonValueKind.String,
        ["ScanFilter"] = JsonValueKind.Object,
        ["ScanIndexForward"] = JsonValueKind.True,
        ["Segment"] = JsonValueKind.Number,
        ["Select"] = JsonValueKind.String,
        ["SequenceNumber"] = JsonValueKind.String,
        ["ShardId"] = JsonValueKind.String,
        ["ShardIterator"] = JsonValueKind.String,
        ["ShardIteratorType"] = JsonValueKind.String,
        ["StreamArn"] = JsonValueKind.String,
        ["TableName"] = JsonValueKind.String,
        ["TotalSegments"] = JsonValueKind.Number,
        ["TransactItems"] = JsonValueKind.Array,
        ["Update"] = JsonValueKind.Object,
        ["UpdateExpression"] = JsonValueKind.String,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, JsonValueKind> Attributes = new Dictionary<string, JsonValueKind>(StringComparer.Ordinal)
    {
        ["B"] = JsonValueKind.String,
        ["BOOL"] = JsonValueKind.True,
        ["BS"] = JsonValueKind.Array,
        ["L"] = JsonValueKind.Array,
        ["M"] = JsonValueKind.Object,
        ["N"] = JsonValueKind.String,
        ["NS"] = JsonValueKind.Array,
        ["NULL"] = JsonValueKind.True,
        ["S"] = JsonValueKind.String,
        ["SS"] = JsonValueKind.Array,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>What is wrong with the first member that has another type; <see langword="null"/> when none has.</returns>
    public static string? FindMismatch(JsonObject input) => FindInMembers(input, "");

    private static string? FindInMembers(JsonObject members, string path)
    {
        foreach (var (name, value) in members)
        {
            if (Members.TryGetValue(name, out var expected) && (Mismatch(value, expected, path + name) ?? FindInside(name, value, $"{path}{name}.")) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static string? FindInside(string name, JsonNode? value, string path) => (name, value) switch
    {
        ("Item" or "Key" or "ExclusiveStartKey" or "ExpressionAttributeValues", JsonObject attributes) => FindInAttributes(attributes, path),
        ("ExpressionAttributeNames", JsonObject names) => names.Select(pair => Mismatch(pair.Value, JsonValueKind.String, path + pair.Key)).FirstOrDefault(wrong => wrong is not null),
        ("RequestItems", JsonObject tables) => FindInTables(tables, path),
        ("TransactItems" or "Keys" or "KeySchema" or "AttributeDefinitions", JsonArray items) => FindInItems(items, name == "Keys", path),
        ("Expected" or "AttributeUpdates" or "KeyConditions" or "QueryFilter" or "ScanFilter", _) => null,
        (_, JsonObject nested) => FindInMembers(nested, path),
        _ => null,
    };

    private static string? FindInTables(JsonObject tables, string path)
    {
        foreach (var (table, requests) in tables)
        {
            var wrong = requests switch
            {
                JsonArray items => FindInItems(items, areKeys: false, $"{path}{table}."),
                JsonObject keys => FindInMembers(keys, $"{path}{table}."),
                _ => $"{path}{table} has to be a list or an object.",
            };
            if (wrong is not null)
            {
                return wrong;
            }
        }

        return null;
    }

    private static string? FindInItems(JsonArray items, bool areKeys, string path)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var wrong = items[i] is JsonObject item
                ? areKeys ? FindInAttributes(item, $"{path}{i}.") : FindInMembers(item, $"{path}{i}.")
                : $"{path}{i} has to be an object.";
            if (wrong is not null)
            {
                return wrong;
            }
        }

        return null;
    }

    private static string? FindInAttributes(JsonObject attributes, string path)
    {
        foreach (var (name, value) in attributes)
        {
            if (FindInAttribute(value, path + name) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static string? FindInAttribute(JsonNode? attribute, string path)
    {
        if (attribute is not JsonObject typed)
        {
            return $"{path} has to be an attribute value, such as {{\"S\": \"text\"}}.";
        }

        foreach (var (type, value) in typed)
        {
            if (!Attributes.TryGetValue(type, out var expected))
            {
                return $"{path} has the type {type}, which no attribute value has.";
            }

            var wrong = Mismatch(value, expected, $"{path}.{type}") ?? (type, value) switch
            {
                ("M", JsonObject map) => FindInAttributes(map, $"{path}.M."),
                ("L", JsonArray list) => list.Select((item, index) => FindInAttribute(item, $"{path}.L.{index}")).FirstOrDefault(found => found is not null),
                ("SS" or "NS" or "BS", JsonArray set) => set.Select((item, index) => Mismatch(item, JsonValueKind.String, $"{path}.{type}.{index}")).FirstOrDefault(found => found is not null),
                ("B", JsonValue binary) => IsBase64(binary) ? null : $"{path}.B has to be base64.",
                _ => null,
            };
            if (wrong is not null)
            {
                return wrong;
            }
        }

        return null;
    }

    private static bool IsBase64(JsonValue value) => Convert.TryFromBase64String(value.GetValue<string>(), new byte[value.GetValue<string>().Length], out _);

    private static string? Mismatch(JsonNode? value, JsonValueKind expected, string path)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        var matches = kind == expected || (expected == JsonValueKind.True && kind == JsonValueKind.False);
        if (matches)
        {
            return expected == JsonValueKind.Number && !(value is JsonValue number && number.TryGetValue<int>(out _)) ? $"{path} has to be a whole number." : null;
        }

        return expected switch
        {
            JsonValueKind.String => $"{path} has to be a string.",
            JsonValueKind.Number => $"{path} has to be a whole number.",
            JsonValueKind.True => $"{path} has to be true or false.",
            JsonValueKind.Array => $"{path} has to be a list.",
            _ => $"{path} has to be an object.",
        };
    }
}
