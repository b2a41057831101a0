using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Sqs;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.LocalAws.Lambda;

public sealed class AsyncFailureTests : IAsyncLifetime
{
    private const string Template = """
        {
          "Resources": {
            "Failures": { "Type": "AWS::SQS::Queue", "Properties": {} },
            "Allowed": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] },
              "Policies": [{ "PolicyName": "P", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["Failures", "Arn"] } }] } }] } },
            "Forbidden": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
            "Good": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Good", "Role": { "Fn::GetAtt": ["Allowed", "Arn"] }, "Timeout": 30 } },
            "GoodConfig": { "Type": "AWS::Lambda::EventInvokeConfig", "Properties": {
              "FunctionName": { "Ref": "Good" }, "Qualifier": "$LATEST", "MaximumRetryAttempts": 0,
              "DestinationConfig": { "OnFailure": { "Destination": { "Fn::GetAtt": ["Failures", "Arn"] } } } } },
            "Bad": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Bad", "Role": { "Fn::GetAtt": ["Forbidden", "Arn"] }, "Timeout": 30 } },
            "BadConfig": { "Type": "AWS::Lambda::EventInvokeConfig", "Properties": {
              "FunctionName": { "Ref": "Bad" }, "Qualifier": "$LATEST", "MaximumRetryAttempts": 0,
              "DestinationConfig": { "OnFailure": { "Destination": { "Fn::GetAtt": ["Failures", "Arn"] } } } } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private LocalAwsServer _server = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            AccessKeyId = LambdaFixture.AccessKeyId,
            SecretAccessKey = LambdaFixture.SecretAccessKey,
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Event_WhenTheFunctionFailed_IsPutAsideWithWhatItSaid()
    {
        await FailAsync("Good");

        var record = JsonNode.Parse((await ReceiveAsync()).Single())!;

        Assert.Equal("RetriesExhausted", (string?)record["requestContext"]!["condition"]);
        Assert.Equal(1, (int?)record["requestContext"]!["approximateInvokeCount"]);
        Assert.EndsWith(":$LATEST", (string?)record["requestContext"]!["functionArn"], StringComparison.Ordinal);
        Assert.Equal("""{"of":"Good"}""", record["requestPayload"]!.ToJsonString());
        Assert.Equal("Unhandled", (string?)record["responseContext"]!["functionError"]);
        Assert.Equal("no", (string?)record["responsePayload"]!["errorMessage"]);
    }

    [Fact]
    public async Task Event_WhenTheRoleMayNotSend_IsLost()
    {
        await FailAsync("Bad");
        await FailAsync("Good");

        Assert.Equal(["Good"], (await ReceiveAsync()).Select(message => (string?)JsonNode.Parse(message)!["requestPayload"]!["of"]));
    }

    private async Task FailAsync(string handler)
    {
        using var process = new FunctionProcess(_server.ApiUrl, handler);
        var name = _server.Services.GetRequiredService<Stack>()[handler].PhysicalId;
        using var request = LambdaFixture.Sign(
            HttpMethod.Post, new(_server.ApiUrl, $"/2015-03-31/functions/{name}/invocations"), "lambda", $$"""{"of":"{{handler}}"}""");
        request.Headers.Add("X-Amz-Invocation-Type", "Event");
        using var accepted = await _http.SendAsync(request, TestToken);
        accepted.EnsureSuccessStatusCode();
        var got = await process.NextAsync(TestToken);
        using var failed = await process.FailAsync(got.RequestId, """{"errorType":"X","errorMessage":"no"}""", TestToken);
    }

    // Waits for the first message, as a receiver with long polling does.
    private async Task<string[]> ReceiveAsync()
    {
        var url = _server.Services.GetRequiredService<QueueRegistry>().All.Single().Url;
        using var request = LambdaFixture.Sign(
            HttpMethod.Post, _server.ApiUrl, "sqs", $$"""{"QueueUrl":"{{url}}","WaitTimeSeconds":20,"MaxNumberOfMessages":10}""", "application/x-amz-json-1.0", "AmazonSQS.ReceiveMessage");
        using var response = await _http.SendAsync(request, TestToken);
        var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestToken));
        return [.. (JsonNode.Parse(body)!["Messages"] as JsonArray ?? []).Select(message => (string)message!["Body"]!)];
    }
}
