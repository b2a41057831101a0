using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.LocalAws.DynamoDb;

/// <summary>A role that may use the items of some partition keys only: <c>dynamodb:LeadingKeys</c> of every operation on items.</summary>
public sealed class LeadingKeysTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer _server = null!;
    private AmazonDynamoDBClient _client = null!;
    private string _table = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, $"Keys{Guid.NewGuid():N}"[..16] + ".template.json");
        await File.WriteAllTextAsync(template, """
            {
              "Resources": {
                "Things": { "Type": "AWS::DynamoDB::Table", "Properties": {
                  "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
                  "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "owner", "AttributeType": "S" }],
                  "GlobalSecondaryIndexes": [{ "IndexName": "byOwner", "KeySchema": [{ "AttributeName": "owner", "KeyType": "HASH" }], "Projection": { "ProjectionType": "ALL" } }],
                  "BillingMode": "PAY_PER_REQUEST" } },
                "Role": { "Type": "AWS::IAM::Role", "Properties": {
                  "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                    { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] },
                  "Policies": [{ "PolicyName": "Own", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                    { "Effect": "Allow",
                      "Resource": [{ "Fn::GetAtt": ["Things", "Arn"] }, { "Fn::Sub": "${Things.Arn}/index/*" }],
                      "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem",
                        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:Query"],
                      "Condition": { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MINE#*"] } } }] } }] } },
                "Owner": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Owner", "Code": { "S3Bucket": "assets", "S3Key": "owner.zip" }, "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } }
              }
            }
            """);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            DynamoDbEndpoint = await dynamoDb.GetEndpointAsync(),
            AccessKeyId = "AKIATESTADMINISTRATOR",
            SecretAccessKey = "a secret of this test alone",
        });
        _table = _server.Services.GetRequiredService<Stack>()["Things"].PhysicalId;
        using var http = new HttpClient();
        var variables = JsonNode.Parse(await http.GetStringAsync(new Uri(_server.ApiUrl, "/_localaws/functions/Owner/environment"), Cancellation))!["environment"]!;
        _client = new(
            new SessionAWSCredentials($"{variables["AWS_ACCESS_KEY_ID"]}", $"{variables["AWS_SECRET_ACCESS_KEY"]}", $"{variables["AWS_SESSION_TOKEN"]}"),
            new AmazonDynamoDBConfig { ServiceURL = _server.ApiUrl.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while ((await http.GetAsync(new Uri(_server.ApiUrl, "/_localaws/health"), deadline.Token)).IsSuccessStatusCode is false)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static TheoryData<string> Operations => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_ItemsOfTheRole_AreAllowedAndOthersRefused(string operation)
    {
        var call = Calls[operation];
        await call(this, ["MINE#1", "MINE#2"]);
        await RefusedAsync(["OTHER#1", "OTHER#2"]);
        if (operation is not ("GetItem" or "PutItem" or "UpdateItem" or "DeleteItem" or "Query" or "Query of an index" or "Query by names"))
        {
            await RefusedAsync(["MINE#1", "OTHER#1"]);
        }

        async Task RefusedAsync(string[] keys)
        {
            var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => call(this, keys));
            Assert.Equal("AccessDeniedException", refused.ErrorCode);
        }
    }

    // Each on two keys; operations on one item take the first.
    private static readonly Dictionary<string, Func<LeadingKeysTests, string[], Task>> Calls = new()
    {
        ["GetItem"] = (test, keys) => test._client.GetItemAsync(test._table, Key(keys[0]), Cancellation),
        ["PutItem"] = (test, keys) => test._client.PutItemAsync(test._table, Key(keys[0]), Cancellation),
        ["UpdateItem"] = (test, keys) => test._client.UpdateItemAsync(
            new() { TableName = test._table, Key = Key(keys[0]), UpdateExpression = "SET a = :a", ExpressionAttributeValues = new() { [":a"] = new("1") } }, Cancellation),
        ["DeleteItem"] = (test, keys) => test._client.DeleteItemAsync(test._table, Key(keys[0]), Cancellation),
        ["Query"] = (test, keys) => test._client.QueryAsync(
            new() { TableName = test._table, KeyConditionExpression = "pk = :pk", ExpressionAttributeValues = new() { [":pk"] = new(keys[0]) } }, Cancellation),
        ["Query by names"] = (test, keys) => test._client.QueryAsync(
            new()
            {
                TableName = test._table,
                KeyConditionExpression = "#key=:pk",
                ExpressionAttributeNames = new() { ["#key"] = "pk" },
                ExpressionAttributeValues = new() { [":pk"] = new(keys[0]) },
            },
            Cancellation),
        ["Query of an index"] = (test, keys) => test._client.QueryAsync(
            new()
            {
                TableName = test._table,
                IndexName = "byOwner",
                KeyConditionExpression = "#owner = :owner",
                ExpressionAttributeNames = new() { ["#owner"] = "owner" },
                ExpressionAttributeValues = new() { [":owner"] = new(keys[0]) },
            },
            Cancellation),
        ["BatchGetItem"] = (test, keys) => test._client.BatchGetItemAsync(
            new BatchGetItemRequest { RequestItems = new() { [test._table] = new() { Keys = [.. keys.Select(Key)] } } }, Cancellation),
        ["BatchWriteItem"] = (test, keys) => test._client.BatchWriteItemAsync(
            new BatchWriteItemRequest
            {
                RequestItems = new()
                {
                    [test._table] = [new() { PutRequest = new() { Item = Key(keys[0]) } }, new() { DeleteRequest = new() { Key = Key(keys[1]) } }],
                },
            },
            Cancellation),
        ["TransactWriteItems"] = (test, keys) => test._client.TransactWriteItemsAsync(
            new()
            {
                TransactItems =
                [
                    new() { Put = new() { TableName = test._table, Item = Key(keys[0]) } },
                    new() { ConditionCheck = new() { TableName = test._table, Key = Key(keys[1]), ConditionExpression = "attribute_not_exists(nothing)" } },
                ],
            },
            Cancellation),
        ["TransactGetItems"] = (test, keys) => test._client.TransactGetItemsAsync(
            new() { TransactItems = [.. keys.Select(key => new TransactGetItem { Get = new() { TableName = test._table, Key = Key(key) } })] }, Cancellation),
    };

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["pk"] = new(key) };
}
