using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// The permissions that a request to DynamoDB needs: its action on each table, index or stream that it names, and the use of the table's key.
/// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html.
/// </summary>
internal sealed class DynamoDbPermissions(StackHost stacks, LocalArns arns, LeadingKeys leadingKeys)
{
    public static IEnumerable<RequiredPermission> OnAll(DynamoDbRequest request) => [new($"dynamodb:{request.Target.Operation}", "*")];

    public IEnumerable<RequiredPermission> OnTable(DynamoDbRequest request) => On(request, TableArn(request.Text("TableName")));

    /// <summary>An operation on one item.</summary>
    public IEnumerable<RequiredPermission> OnItem(DynamoDbRequest request) =>
        request.Input is null
            ? []
            : On(request.Target.Operation, TableArn(request.Text("TableName")), leadingKeys.OfItem(request.Text("TableName"), request.Input));

    public IEnumerable<RequiredPermission> OnQuery(DynamoDbRequest request)
    {
        var table = TableArn(request.Text("TableName"));
        return request.Input is null
            ? []
            : On(
                request.Target.Operation,
                request.Text("IndexName") is { } index ? $"{table}/index/{index}" : table,
                leadingKeys.OfQuery(request.Text("TableName"), request.Text("IndexName"), request.Input));
    }

    public IEnumerable<RequiredPermission> OnTableOrIndex(DynamoDbRequest request)
    {
        var table = TableArn(request.Text("TableName"));
        return On(request, request.Text("IndexName") is { } index ? $"{table}/index/{index}" : table);
    }

    public IEnumerable<RequiredPermission> OnEachTable(DynamoDbRequest request) =>
        (request.Input["RequestItems"] as JsonObject ?? [])
            .SelectMany(item => On(request.Target.Operation, TableArn(item.Key), leadingKeys.OfBatch(item.Key, item.Value)));

    /// <summary>A transaction needs the permission of each of its parts; there is none for the whole.</summary>
    public IEnumerable<RequiredPermission> OnEachItem(DynamoDbRequest request) =>
        from item in (request.Input["TransactItems"] as JsonArray ?? []).OfType<JsonObject>()
        from part in item
        let action = part.Key switch { "ConditionCheck" => "ConditionCheckItem", "Get" => "GetItem", var write => $"{write}Item" }
        let table = DynamoDbRequest.Text(part.Value as JsonObject, "TableName")
        from permission in On(action, TableArn(table), leadingKeys.OfItem(table, part.Value as JsonObject))
        select permission;

    public IEnumerable<RequiredPermission> OnResource(DynamoDbRequest request) => On(request, request.Text("ResourceArn") ?? "*");

    public IEnumerable<RequiredPermission> OnStream(DynamoDbRequest request) => On(request, request.Text("StreamArn") ?? "*");

    public IEnumerable<RequiredPermission> OnStreamsOfTable(DynamoDbRequest request) =>
        On(request, request.Text("TableName") is { } table ? TableArn(table) + "/stream/*" : "*");

    // DynamoDB Local's iterators have the stream's ARN between two bars; that ARN is its own.
    public IEnumerable<RequiredPermission> OnIterator(DynamoDbRequest request) =>
        On(request, request.Text("ShardIterator")?.Split('|') is [_, var local, ..] ? arns.ReplaceInText(local) : "*");

    private IEnumerable<RequiredPermission> On(DynamoDbRequest request, string resource) =>
        request.Input is null ? [] : On(request.Target.Operation, resource, []);

    // Each leading key is asked for by itself, which is what ForAllValues means for all of them together.
    private IEnumerable<RequiredPermission> On(string operation, string resource, IReadOnlyCollection<string> keys)
    {
        if (keys.Count == 0)
        {
            yield return new($"dynamodb:{operation}", resource);
        }

        foreach (var leading in keys)
        {
            yield return new($"dynamodb:{operation}", resource, new Dictionary<string, string> { [ConditionKeys.LeadingKeys] = leading });
        }

        if (UsesKey(operation) && FindKey(resource) is { } key)
        {
            yield return new("kms:Decrypt", key, new Dictionary<string, string>
            {
                [ConditionKeys.ViaService] = $"dynamodb.{stacks.Current.Region}.amazonaws.com",
                [ConditionKeys.CallerAccount] = stacks.Current.AccountId,
            });
        }
    }

    /// <summary>
    /// With a key of the customer, DynamoDB decrypts the table's own key as the caller. Streams are read under a grant that DynamoDB has.
    /// See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html.
    /// </summary>
    private static bool UsesKey(string operation) =>
        !operation.StartsWith("Describe", StringComparison.Ordinal) && !operation.StartsWith("List", StringComparison.Ordinal) && operation != "GetShardIterator";

    private string? FindKey(string resource)
    {
        var stack = stacks.Current;
        var table = resource.Split('/') is [_, var name, ..] ? stack.OfType(TableDefinition.ResourceType).FirstOrDefault(one => one.PhysicalId == name) : null;
        return TableKeys.Find(table, stack);
    }

    private string TableArn(string? nameOrArn) =>
        nameOrArn?.StartsWith("arn:", StringComparison.Ordinal) == true ? nameOrArn : stacks.Current.Arns.Table(nameOrArn ?? "");
}
