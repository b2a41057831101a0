using System.Text.Json.Nodes;

namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>Uses DynamoDB Local as the system does while it starts, so that a JVM has loaded what it needs for that.</summary>
internal static class WarmUp
{
    /// <summary>Goes up when the calls change, or how the process is started, so that archives are made again.</summary>
    public const int Version = 4;

    public static async Task RunAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var client = new DynamoDBLocalClient(endpoint);
        await DynamoDB(
            "CreateTable",
            """
            {
              "TableName": "Table", "BillingMode": "PAY_PER_REQUEST",
              "AttributeDefinitions": [{"AttributeName":"pk","AttributeType":"S"}, {"AttributeName":"gpk","AttributeType":"S"}],
              "KeySchema": [{"AttributeName":"pk","KeyType":"HASH"}],
              "GlobalSecondaryIndexes": [{"IndexName":"Index","KeySchema":[{"AttributeName":"gpk","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}],
              "StreamSpecification": {"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}
            }
            """);
        await DynamoDB("UpdateTimeToLive", """{"TableName":"Table","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ttl"}}""");
        var table = await DynamoDB("DescribeTable", """{"TableName":"Table"}""");
        await DynamoDB("PutItem", """{"TableName":"Table","Item":{"pk":{"S":"a"},"gpk":{"S":"g"}},"ConditionExpression":"attribute_not_exists(pk)"}""");
        await DynamoDB(
            "UpdateItem",
            """{"TableName":"Table","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET #n = :n","ExpressionAttributeNames":{"#n":"n"},"ExpressionAttributeValues":{":n":{"N":"1"}}}""");
        await DynamoDB("GetItem", """{"TableName":"Table","Key":{"pk":{"S":"a"}},"ConsistentRead":true}""");
        await DynamoDB("BatchGetItem", """{"RequestItems":{"Table":{"Keys":[{"pk":{"S":"a"}}]}}}""");
        await DynamoDB(
            "Query",
            """{"TableName":"Table","IndexName":"Index","KeyConditionExpression":"gpk = :g","ExpressionAttributeValues":{":g":{"S":"g"}}}""");

        await DynamoDB(
            "TransactWriteItems",
            """
            {"TransactItems": [
              {"Put":{"TableName":"Table","Item":{"pk":{"S":"b"},"gpk":{"S":"g"},"m":{"M":{"l":{"L":[{"S":"x"}]},"s":{"SS":["y"]},"b":{"BOOL":true}}}},
                "ConditionExpression":"attribute_not_exists(pk)"}},
              {"Update":{"TableName":"Table","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET n = n + :n REMOVE o","ConditionExpression":"n = :n",
                "ExpressionAttributeValues":{":n":{"N":"1"}}}}
            ]}
            """);

        var stream = table["Table"]!["LatestStreamArn"]!.GetValue<string>();
        var description = await Streams("DescribeStream", $$"""{"StreamArn":"{{stream}}"}""");
        var shard = description["StreamDescription"]!["Shards"]![0]!["ShardId"]!.GetValue<string>();
        var iterator = await Streams("GetShardIterator", $$"""{"StreamArn":"{{stream}}","ShardId":"{{shard}}","ShardIteratorType":"TRIM_HORIZON"}""");
        await Streams("GetRecords", $$"""{"ShardIterator":"{{iterator["ShardIterator"]!.GetValue<string>()}}"}""");

        Task<JsonNode> DynamoDB(string operation, string body) =>
            client.CallAsync($"DynamoDB_20120810.{operation}", body, cancellationToken);
        Task<JsonNode> Streams(string operation, string body) =>
            client.CallAsync($"DynamoDBStreams_20120810.{operation}", body, cancellationToken);
    }
}
