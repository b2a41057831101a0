using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// The values of the condition key <c>dynamodb:LeadingKeys</c>: the partition keys that a request names. A scan names none. See
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html.
/// </summary>
internal sealed partial class LeadingKeys(StackHost stacks)
{
    private static readonly string[] IndexKinds = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];

    /// <summary>The key of a request for one item, or of one part of a transaction; empty when it names none, which DynamoDB refuses.</summary>
    public IReadOnlyCollection<string> OfItem(string? table, JsonObject? members) =>
        FindPartitionKey(table, null) is { } name && (members?["Key"] ?? members?["Item"]) is JsonObject item && ReadValue(item[name]) is { } key ? [key] : [];

    /// <summary>The keys of one table's part of a batch.</summary>
    public IReadOnlyCollection<string> OfBatch(string table, JsonNode? part)
    {
        var name = FindPartitionKey(table, null);
        IEnumerable<JsonNode?> items = part switch
        {
            JsonObject reads => reads["Keys"] as JsonArray ?? [],
            JsonArray writes => writes.Select(write => Member(Member(write, "PutRequest"), "Item") ?? Member(Member(write, "DeleteRequest"), "Key")),
            _ => [],
        };
        return name is null ? [] : [.. items.OfType<JsonObject>().Select(item => ReadValue(item[name])).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The partition that a query reads.</summary>
    public IReadOnlyCollection<string> OfQuery(string? table, string? index, JsonObject input)
    {
        if (FindPartitionKey(table, index) is not { } name)
        {
            return [];
        }

        var value = (Member(Member(input["KeyConditions"], name), "AttributeValueList") as JsonArray)?.FirstOrDefault();
        if (DynamoDbRequest.Text(input, "KeyConditionExpression") is { } expression)
        {
            var names = input["ExpressionAttributeNames"] as JsonObject;
            value = Equality.Matches(expression)
                .Where(match => (DynamoDbRequest.Text(names, match.Groups["name"].Value) ?? match.Groups["name"].Value) == name)
                .Select(match => Member(input["ExpressionAttributeValues"], match.Groups["value"].Value))
                .FirstOrDefault();
        }

        return ReadValue(value) is { } key ? [key] : [];
    }

    // A member of another type is none; DynamoDB refuses it.
    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    // Text, number and binary alike are strings to IAM.
    private static string? ReadValue(JsonNode? value) => value is JsonObject attribute ? attribute.Select(part => part.Value?.ToString()).FirstOrDefault() : null;

    private string? FindPartitionKey(string? nameOrArn, string? index)
    {
        var name = nameOrArn?.Split('/')[^1];
        var table = stacks.Current.OfType(TableDefinition.ResourceType).FirstOrDefault(one => one.PhysicalId == name)?.Properties;
        var keyed = index is null
            ? table
            : IndexKinds
                .SelectMany(kind => table?[kind] as JsonArray ?? [])
                .FirstOrDefault(one => one?["IndexName"]?.ToString() == index);
        return (keyed?["KeySchema"] as JsonArray)?.FirstOrDefault(part => part?["KeyType"]?.ToString() == "HASH")?["AttributeName"]?.ToString();
    }

    [GeneratedRegex(@"(?<name>#?[A-Za-z0-9_.-]+)\s*=\s*(?<value>:[A-Za-z0-9_]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Equality { get; }
}
