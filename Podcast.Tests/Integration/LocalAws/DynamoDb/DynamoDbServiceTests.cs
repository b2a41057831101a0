using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.DynamoDb;

/// <summary>The official client against the real DynamoDB Local, through LocalAws.</summary>
public sealed class DynamoDbServiceTests(DynamoDbFixture fixture) : IClassFixture<DynamoDbFixture>, IDisposable
{
    private readonly AmazonDynamoDBClient _client = fixture.CreateClient();

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Item_WrittenByTheClient_IsReadBack()
    {
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("one"), ["owner"] = new("me"), ["text"] = new("äöü 🎧") }, TestToken);

        var got = await _client.GetItemAsync(fixture.Table, new() { ["pk"] = new("one") }, TestToken);
        var queried = await _client.QueryAsync(
            new QueryRequest(fixture.Table)
            {
                IndexName = "byOwner",
                KeyConditionExpression = "#o = :o",
                ExpressionAttributeNames = new() { ["#o"] = "owner" },
                ExpressionAttributeValues = new() { [":o"] = new("me") },
            },
            TestToken);

        Assert.Equal("äöü 🎧", got.Item["text"].S);
        Assert.Single(queried.Items);
        Assert.Matches("^[0-9a-f-]{36}$", got.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task Write_WhoseConditionFails_HasTheModelledError()
    {
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("conditional") }, TestToken);

        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _client.PutItemAsync(
            new PutItemRequest(fixture.Table, new() { ["pk"] = new("conditional") }) { ConditionExpression = "attribute_not_exists(pk)" }, TestToken));
    }

    [Fact]
    public async Task Table_Template_IsThereWithItsStreamAndExpiry()
    {
        var table = (await _client.DescribeTableAsync(fixture.Table, TestToken)).Table;
        var expiry = await _client.DescribeTimeToLiveAsync(fixture.Table, TestToken);

        Assert.Equal($"arn:aws:dynamodb:us-east-1:000000000000:table/{fixture.Table}", table.TableArn);
        Assert.Equal(fixture.StreamArn, table.LatestStreamArn);
        Assert.Equal(BillingMode.PAY_PER_REQUEST, table.BillingModeSummary.BillingMode);
        Assert.Equal("until", expiry.TimeToLiveDescription.AttributeName);
    }

    [Theory]
    [InlineData("""{"TableName":"t","Item":{"pk":{"S":"\ud800"}}}""")]
    [InlineData("""{"TableName":"a","TableName":"b"}""")]
    [InlineData("""{"TableName":"\ud800"}""")]
    public async Task Call_WithABodyThatIsNotUnicode_IsASerializationException(string body)
    {
        using var http = new HttpClient();
        using var request = LambdaFixture.Sign(HttpMethod.Post, fixture.ApiUrl, "dynamodb", body, "application/x-amz-json-1.0", "DynamoDB_20120810.PutItem");

        using var response = await http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("com.amazon.coral.service#SerializationException", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ListTables", """{"Limit":[]}""")]
    [InlineData("ListTables", "null")]
    [InlineData("DescribeTable", "[]")]
    [InlineData("GetItem", """{"TableName":"TABLE","Key":true}""")]
    [InlineData("Query", """{"TableName":"TABLE","KeyConditionExpression":"pk = :a","ExpressionAttributeValues":{":a":[]}}""")]
    [InlineData("Query", """{"TableName":"TABLE","KeyConditionExpression":"pk = :a","ExpressionAttributeValues":7}""")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"TABLE":["0",{"DeleteRequest":0.1}]}}""")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"TABLE":[{"PutRequest":"a"}]}}""")]
    public async Task Call_WithAMemberOfAnotherType_IsRefused(string operation, string body)
    {
        using var http = new HttpClient();
        using var request = LambdaFixture.Sign(
            HttpMethod.Post, fixture.ApiUrl, "dynamodb", body.Replace("TABLE", fixture.Table, StringComparison.Ordinal), "application/x-amz-json-1.0", "DynamoDB_20120810." + operation);

        using var response = await http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Matches("SerializationException|ValidationException", await response.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task Call_WithWrongSecret_IsRefused()
    {
        using var stranger = fixture.CreateClient("another secret");

        var error = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => stranger.ListTablesAsync(TestToken));

        Assert.Equal("InvalidSignatureException", error.ErrorCode);
    }

    [Fact]
    public async Task Call_ForATableThatIsNotThere_HasTheModelledError() =>
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.DescribeTableAsync("nothing", TestToken));
}
