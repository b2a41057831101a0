using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.DynamoDb;

/// <summary>A change of a table reaches the function, through the real DynamoDB Local's stream and the real Runtime API.</summary>
public sealed class StreamMappingTests(DynamoDbFixture fixture) : IClassFixture<DynamoDbFixture>, IDisposable
{
    private readonly AmazonDynamoDBClient _client = fixture.CreateClient();
    private readonly HttpClient _http = new();
    private readonly FunctionProcess _process = new(fixture.ApiUrl, "Changes");

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _process.Dispose();
        _client.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Change_Item_ReachesTheFunctionAsAwsShapesIt()
    {
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("one"), ["n"] = new() { N = "1" } }, TestToken);
        var inserted = await TakeAsync();
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("one"), ["n"] = new() { N = "2" } }, TestToken);
        var modified = await TakeAsync();
        await _client.DeleteItemAsync(fixture.Table, new() { ["pk"] = new("one") }, TestToken);
        var removed = await TakeAsync();

        Assert.Equal("INSERT", (string?)inserted["eventName"]);
        Assert.Equal("aws:dynamodb", (string?)inserted["eventSource"]);
        Assert.Equal("us-east-1", (string?)inserted["awsRegion"]);
        Assert.Equal(fixture.StreamArn, (string?)inserted["eventSourceARN"]);
        Assert.Matches("^[0-9]{21,40}$", (string?)inserted["dynamodb"]!["SequenceNumber"]);
        Assert.Matches("^[0-9]+$", inserted["dynamodb"]!["ApproximateCreationDateTime"]!.ToJsonString());
        Assert.Equal("""{"pk":{"S":"one"}}""", inserted["dynamodb"]!["Keys"]!.ToJsonString());
        Assert.Null(inserted["dynamodb"]!["OldImage"]);
        Assert.Equal("MODIFY", (string?)modified["eventName"]);
        Assert.Equal("1", (string?)modified["dynamodb"]!["OldImage"]!["n"]!["N"]);
        Assert.Equal("2", (string?)modified["dynamodb"]!["NewImage"]!["n"]!["N"]);
        Assert.Equal("REMOVE", (string?)removed["eventName"]);
        Assert.Null(removed["dynamodb"]!["NewImage"]);
    }

    [Fact]
    public async Task Change_AfterAnotherThatWasRead_HasATimeAfterIt()
    {
        var first = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("first") }, TestToken);
        await TakeAsync();
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("second") }, TestToken);

        var created = (long)(await TakeAsync())["dynamodb"]!["ApproximateCreationDateTime"]!;

        // DynamoDB Local itself says the minute.
        Assert.InRange(created, first, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Change_ItemWithTextThatIsNotUnicode_ReachesTheFunctionAndThoseAfterItToo()
    {
        using var direct = new DynamoDBLocalClient(fixture.DynamoDbEndpoint);
        var odd = """{"TableName":"$TABLE","Item":{"pk":{"S":"odd"},"text":{"S":"\ud800"}}}""".Replace("$TABLE", fixture.Table, StringComparison.Ordinal);
        await direct.CallAsync("DynamoDB_20120810.PutItem", odd, TestToken);
        var got = await _process.NextAsync(TestToken);
        using var accepted = await _process.RespondAsync(got.RequestId, "", TestToken);
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("even") }, TestToken);

        Assert.Contains("\"odd\"", got.Payload, StringComparison.Ordinal);
        Assert.Equal("even", (string?)(await TakeAsync())["dynamodb"]!["Keys"]!["pk"]!["S"]);
    }

    [Fact]
    public async Task Change_FunctionFails_IsSentToTheQueue()
    {
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("poison") }, TestToken);
        var got = await _process.NextAsync(TestToken);
        using var failed = await _process.FailAsync(got.RequestId, """{"errorType":"Boom","errorMessage":"no"}""", TestToken);
        await _client.PutItemAsync(fixture.Table, new() { ["pk"] = new("next") }, TestToken);
        await TakeAsync();

        var received = await CallQueueAsync("ReceiveMessage", $$"""{"QueueUrl":"{{fixture.QueueUrl}}","MaxNumberOfMessages":10}""");
        var sqsMessage = Assert.Single(received["Messages"]!.AsArray())!;
        var message = JsonNode.Parse((string)sqsMessage["Body"]!)!;
        var record = JsonNode.Parse(got.Payload)!["Records"]![0]!;
        Assert.Equal("RetryAttemptsExhausted", (string?)message["requestContext"]!["condition"]);
        Assert.Equal(got.RequestId, (string?)message["requestContext"]!["requestId"]);
        Assert.Equal((string?)record["dynamodb"]!["SequenceNumber"], (string?)message["DDBStreamBatchInfo"]!["startSequenceNumber"]);
        Assert.Equal(fixture.StreamArn, (string?)message["DDBStreamBatchInfo"]!["streamArn"]);

        await CallQueueAsync("DeleteMessage", $$"""{"QueueUrl":"{{fixture.QueueUrl}}","ReceiptHandle":"{{sqsMessage["ReceiptHandle"]}}"}""");
        var attributes = await CallQueueAsync("GetQueueAttributes", $$"""{"QueueUrl":"{{fixture.QueueUrl}}","AttributeNames":["All"]}""");
        Assert.Equal("0", (string?)attributes["Attributes"]!["ApproximateNumberOfMessages"]);
    }

    private async Task<JsonNode> CallQueueAsync(string operation, string body)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Post, fixture.ApiUrl, "sqs", body, "application/x-amz-json-1.0", $"AmazonSQS.{operation}");
        using var response = await _http.SendAsync(request, TestToken);
        var text = await response.Content.ReadAsStringAsync(TestToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<JsonNode> TakeAsync()
    {
        var got = await _process.NextAsync(TestToken);
        using var accepted = await _process.RespondAsync(got.RequestId, """{"batchItemFailures":[]}""", TestToken);
        return Assert.Single(JsonNode.Parse(got.Payload)!["Records"]!.AsArray())!;
    }
}
