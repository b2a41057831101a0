using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Sqs;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.EventBridge;

/// <summary>The bus over HTTP: events put by a signed request, delivered to functions and queues with the permissions that AWS asks for.</summary>
public sealed class EventBridgeTests : IAsyncLifetime
{
    private const string Template = """
        {
          "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
            "Taker": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Taker", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } },
            "Rule": { "Type": "AWS::Events::Rule", "Properties": {
              "EventPattern": { "source": ["test"], "detail": { "n": [{ "numeric": [">", 1] }] } },
              "Targets": [{ "Id": "taker", "Arn": { "Fn::GetAtt": ["Taker", "Arn"] }, "InputPath": "$.detail" }] } },
            "Permission": { "Type": "AWS::Lambda::Permission", "Properties": { "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com",
              "FunctionName": { "Ref": "Taker" }, "SourceArn": { "Fn::GetAtt": ["Rule", "Arn"] } } },
            "Refused": { "Type": "AWS::Events::Rule", "Properties": {
              "EventPattern": { "source": ["refused"] },
              "Targets": [{ "Id": "taker", "Arn": { "Fn::GetAtt": ["Taker", "Arn"] }, "DeadLetterConfig": { "Arn": { "Fn::GetAtt": ["DeadLetters", "Arn"] } } }] } },
            "Off": { "Type": "AWS::Events::Rule", "Properties": { "State": "DISABLED",
              "EventPattern": { "source": ["test"] }, "Targets": [{ "Id": "taker", "Arn": { "Fn::GetAtt": ["Taker", "Arn"] } }] } },
            "DeadLetters": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "dead-letters" } },
            "QueuePolicy": { "Type": "AWS::SQS::QueuePolicy", "Properties": { "Queues": [{ "Ref": "DeadLetters" }], "PolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["DeadLetters", "Arn"] },
                "Condition": { "ArnEquals": { "aws:SourceArn": { "Fn::GetAtt": ["Refused", "Arn"] } } } }] } } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private LocalAwsServer? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task PutEvents_EventThatMatches_ReachesTheFunctionOnce()
    {
        using var taker = new FunctionProcess(_server!.ApiUrl, "Taker");
        var response = await PutAsync(Entry("test", """{"n":1}"""), Entry("test", """{"n":2}"""), Entry("other", """{"n":3}"""));
        Assert.Equal(0, response["FailedEntryCount"]!.GetValue<int>());

        var taken = await taker.NextAsync(Cancellation);

        Assert.Equal("""{"n":2}""", taken.Payload);
    }

    [Fact]
    public async Task PutEvents_FunctionThatDoesNotAllowTheRule_GoesToTheDeadLetterQueue()
    {
        await PutAsync(Entry("refused", "{}"));

        var queue = _server!.Services.GetRequiredService<QueueRegistry>().FindByName("dead-letters")!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        IReadOnlyList<QueueMessage> received;
        while ((received = queue.Receive(1, TimeSpan.FromMinutes(1))).Count == 0)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }

        Assert.Equal("refused", JsonNode.Parse(received[0].Body)!["source"]!.ToString());
        Assert.Equal("NO_PERMISSIONS", received[0].Attributes["ERROR_CODE"].Text);
        Assert.Equal("0", received[0].Attributes["RETRY_ATTEMPTS"].Text);
        Assert.EndsWith(":rule/" + received[0].Attributes["RULE_ARN"].Text!.Split('/')[^1], received[0].Attributes["RULE_ARN"].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws.s3", "{}", "NotAuthorizedForSourceException")]
    [InlineData("test", "[]", "MalformedDetail")]
    [InlineData("", "{}", "InvalidArgument")]
    public async Task PutEvents_EntryThatIsWrong_FailsAlone(string source, string detail, string code)
    {
        var response = await PutAsync(Entry(source, detail), Entry("other", "{}"));

        Assert.Equal(1, response["FailedEntryCount"]!.GetValue<int>());
        Assert.Equal(code, response["Entries"]![0]!["ErrorCode"]!.ToString());
        Assert.NotNull(response["Entries"]![1]!["EventId"]);
    }

    private static JsonObject Entry(string source, string detail) => new() { ["Source"] = source, ["DetailType"] = "Test", ["Detail"] = detail };

    private async Task<JsonNode> PutAsync(params JsonNode[] entries)
    {
        using var request = LambdaFixture.Sign(
            HttpMethod.Post,
            _server!.ApiUrl,
            "events",
            new JsonObject { ["Entries"] = new JsonArray(entries) }.ToJsonString(),
            "application/x-amz-json-1.1",
            "AWSEvents.PutEvents");
        using var response = await _http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
