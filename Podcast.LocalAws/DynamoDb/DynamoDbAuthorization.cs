using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// What a request to DynamoDB has to be allowed: its action on each table, index or stream that it names, and the use of the table's key.
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html.
/// </summary>
internal sealed class DynamoDbAuthorization(IAuthorizer authorizer, StackHost stacks, LocalArns arns)
{
    /// <exception cref="AwsException">The caller may not, or the operation is one whose tables cannot be told.</exception>
    public void Authorize(AwsCaller caller, string operation, ReadOnlyMemory<byte> body)
    {
        if (operation is "ExecuteStatement" or "BatchExecuteStatement" or "ExecuteTransaction")
        {
            throw AwsException.NotImplemented("dynamodb", $"{operation} (PartiQL)");
        }

        foreach (var (action, resource) in Parse(body) is { } request ? Needs(operation, request) : [])
        {
            authorizer.Authorize(caller, $"dynamodb:{action}", resource);
            AuthorizeKey(caller, operation, resource);
        }
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            // DynamoDB Local says what is wrong with it, and does nothing.
            return null;
        }
    }

    private IEnumerable<(string Action, string Resource)> Needs(string operation, JsonObject request) => operation switch
    {
        "ListTables" => [(operation, "*")],
        "ListStreams" => [(operation, Text(request, "TableName") is { } table ? TableArn(table) + "/stream/*" : "*")],
        "DescribeStream" or "GetShardIterator" => [(operation, Text(request, "StreamArn") ?? "*")],
        "GetRecords" => [(operation, StreamOf(Text(request, "ShardIterator") ?? ""))],
        "BatchGetItem" or "BatchWriteItem" => (request["RequestItems"] as JsonObject ?? []).Select(item => (operation, TableArn(item.Key))),
        "TransactGetItems" or "TransactWriteItems" => (request["TransactItems"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(Parts),
        "Query" or "Scan" when Text(request, "IndexName") is { } index => [(operation, $"{TableArn(Text(request, "TableName") ?? "")}/index/{index}")],
        "TagResource" or "UntagResource" or "ListTagsOfResource" => [(operation, Text(request, "ResourceArn") ?? "*")],
        _ => [(operation, TableArn(Text(request, "TableName") ?? ""))],
    };

    // A transaction needs the permission of each of its parts; there is none for the whole.
    private IEnumerable<(string Action, string Resource)> Parts(JsonObject item) => item.Select(part => (
        part.Key switch { "ConditionCheck" => "ConditionCheckItem", "Get" => "GetItem", _ => $"{part.Key}Item" },
        TableArn(part.Value is JsonObject content ? Text(content, "TableName") ?? "" : "")));

    private string TableArn(string nameOrArn) =>
        nameOrArn.StartsWith("arn:", StringComparison.Ordinal)
            ? nameOrArn
            : $"arn:{stacks.Current.Partition}:dynamodb:{stacks.Current.Region}:{stacks.Current.AccountId}:table/{nameOrArn}";

    // DynamoDB Local's iterators have the stream's ARN between two bars; that ARN is its own.
    private string StreamOf(string iterator) => iterator.Split('|') is [_, var local, ..] ? arns.ReplaceInText(local) : "*";

    /// <summary>
    /// With a key of the customer, DynamoDB decrypts the table's own key as whoever calls. Streams are read under a grant that DynamoDB has.
    /// See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html.
    /// </summary>
    private void AuthorizeKey(AwsCaller caller, string operation, string resource)
    {
        if (operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal) || operation == "GetShardIterator")
        {
            return;
        }

        var stack = stacks.Current;
        var table = resource.Split('/') is [_, var name, ..] ? stack.OfType(TableDefinition.ResourceType).FirstOrDefault(one => one.PhysicalId == name) : null;
        if (TableKeys.Find(table, stack) is { } key)
        {
            authorizer.Authorize(caller, "kms:Decrypt", key, new Dictionary<string, string>
            {
                [ConditionKeys.ViaService] = $"dynamodb.{stack.Region}.amazonaws.com",
                [ConditionKeys.CallerAccount] = stack.AccountId,
            });
        }
    }

    private static string? Text(JsonObject request, string name) => request[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
