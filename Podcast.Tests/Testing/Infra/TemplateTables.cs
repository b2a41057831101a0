using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Podcast.Tests.Testing.Infra;

/// <summary>Creates the stack's tables with the keys and indexes that the template describes.</summary>
internal static class TemplateTables
{
    public static Task CreateSubscribersAsync(IAmazonDynamoDB dynamoDb, string tableName, CancellationToken cancellationToken) =>
        CreateAsync(dynamoDb, "DataSubscribers", tableName, cancellationToken);

    public static Task CreateCatalogAsync(IAmazonDynamoDB dynamoDb, string tableName, CancellationToken cancellationToken) =>
        CreateAsync(dynamoDb, "DataCatalog", tableName, cancellationToken);

    public static Task CreateStatisticsAsync(IAmazonDynamoDB dynamoDb, string tableName, CancellationToken cancellationToken) =>
        CreateAsync(dynamoDb, "DataStatistics", tableName, cancellationToken);

    private static Task CreateAsync(IAmazonDynamoDB dynamoDb, string construct, string tableName, CancellationToken cancellationToken)
    {
        var properties = SynthesizedTemplate.OfType("AWS::DynamoDB::Table")
            .Single(table => table.LogicalId.StartsWith(construct, StringComparison.Ordinal)).Properties;
        return dynamoDb.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = tableName,
                BillingMode = Text(properties["BillingMode"]),
                AttributeDefinitions = Map(
                    properties["AttributeDefinitions"], attribute => new AttributeDefinition(Text(attribute["AttributeName"]), Text(attribute["AttributeType"]))),
                KeySchema = Keys(properties["KeySchema"]),
                GlobalSecondaryIndexes = properties["GlobalSecondaryIndexes"] is not { } indexes ? null : Map(indexes, index => new GlobalSecondaryIndex
                {
                    IndexName = Text(index["IndexName"]),
                    KeySchema = Keys(index["KeySchema"]),
                    Projection = new()
                    {
                        ProjectionType = Text(index["Projection"]!["ProjectionType"]),
                        NonKeyAttributes = index["Projection"]!["NonKeyAttributes"] is { } attributes ? Map(attributes, Text) : null,
                    },
                }),
            },
            cancellationToken);
    }

    private static List<KeySchemaElement> Keys(JsonNode? schema) =>
        Map(schema, key => new KeySchemaElement(Text(key["AttributeName"]), Text(key["KeyType"])));

    private static List<T> Map<T>(JsonNode? array, Func<JsonNode, T> read) => [.. array!.AsArray().Select(element => read(element!))];

    private static string Text(JsonNode? value) => value!.GetValue<string>();
}
