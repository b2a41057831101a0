using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Host.Faults;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Integration.LocalAws.Scheduler;
using Podcast.Tests.Integration.NodeSdk;

namespace Podcast.Tests.Integration.LocalAws.Sqs;

/// <summary>SQS as AWS's own clients see it; they check the digests of what they send and receive.</summary>
public sealed class SqsSdkTests(NodeSdkFixture node)
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DotNetClient_OverAMessagesLife_GetsTheResponsesOfAws()
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);
        using var client = Client(system);
        var url = (await client.GetQueueUrlAsync("inbox", TestToken)).QueueUrl;

        await client.SendMessageAsync(
            new SendMessageRequest
            {
                QueueUrl = url,
                MessageBody = "hello",
                MessageAttributes = new()
                {
                    ["ERROR_CODE"] = new() { DataType = "String", StringValue = "Throttled" },
                    ["payload"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 3]) },
                },
            },
            TestToken);
        var message = Assert.Single((await client.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = url, WaitTimeSeconds = 1, MessageAttributeNames = ["ERROR_*", "All"], MessageSystemAttributeNames = ["All"] },
            TestToken)).Messages);
        Assert.Equal(("hello", "Throttled", "1"), (message.Body, message.MessageAttributes["ERROR_CODE"].StringValue, message.Attributes["ApproximateReceiveCount"]));

        await client.ChangeMessageVisibilityAsync(url, message.ReceiptHandle, 0, TestToken);
        var again = Assert.Single((await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url }, TestToken)).Messages);
        Assert.Equal(message.MessageId, again.MessageId);
        await client.DeleteMessageAsync(url, again.ReceiptHandle, TestToken);
        await Assert.ThrowsAsync<MessageNotInflightException>(() => client.ChangeMessageVisibilityAsync(url, again.ReceiptHandle, 0, TestToken));
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => client.DeleteMessageAsync(url, "not a handle", TestToken));
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => client.GetQueueUrlAsync("nobody", TestToken));
        await Assert.ThrowsAsync<EmptyBatchRequestException>(() => client.DeleteMessageBatchAsync(url, [], TestToken));
        await client.PurgeQueueAsync(url, TestToken);
        await Assert.ThrowsAsync<PurgeQueueInProgressException>(() => client.PurgeQueueAsync(url, TestToken));
    }

    [Fact]
    public async Task DotNetClient_ThrottledQueue_Retries()
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);
        using var client = Client(system);
        var faults = system.Services.GetRequiredService<FaultInjector>();
        using var fault = faults.Use(new("sqs", FaultKind.Throttle, "SendMessage", Count: 2));

        await client.SendMessageAsync((await client.GetQueueUrlAsync("inbox", TestToken)).QueueUrl, "hello", TestToken);

        Assert.Equal(2, Assert.Single(faults.Active).Happened);
        Assert.Equal(1, system.Queue("inbox").Count);
    }

    [Fact]
    public async Task NodeClient_OverBatches_GetsTheResponsesOfAws()
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);

        var results = JsonNode.Parse(await node.RunAsync(
            "sqs.mjs",
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = system.ApiUrl.ToString(),
                ["AWS_REGION"] = "us-east-1",
                ["AWS_ACCESS_KEY_ID"] = LambdaFixture.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = LambdaFixture.SecretAccessKey,
            },
            TestToken))!;

        Assert.Equal([new Uri(system.ApiUrl, "/000000000000/inbox").ToString()], results["queues"]!.AsArray().Select(url => url!.ToString()));
        Assert.Equal("""{"successful":["a","c"],"failed":[["b","InvalidMessageContents",true]]}""", results["batch"]!.ToJsonString());
        Assert.Equal(["one ✓", "two", "three"], results["received"]!.AsArray().Select(each => each![0]!.ToString()));
        Assert.Equal("grüße", results["received"]![0]![1]!.ToString());
        Assert.Equal("[0,1,255]", results["received"]![2]![2]!.ToJsonString());
        Assert.Equal("""{"ApproximateReceiveCount":"1"}""", results["received"]![1]![3]!.ToJsonString());
        Assert.Equal("""{"ApproximateNumberOfMessagesNotVisible":"3"}""", results["inFlight"]!.ToJsonString());
        Assert.Equal("""{"ApproximateNumberOfMessages":"0","ApproximateNumberOfMessagesNotVisible":"0"}""", results["left"]!.ToJsonString());
        Assert.Equal("QueueDoesNotExist", results["missing"]!["name"]!.ToString());
        Assert.Equal("400", string.Create(CultureInfo.InvariantCulture, $"{results["missing"]!["status"]}"));
    }

    private static AmazonSQSClient Client(SchedulerSystem system) => new(
        new BasicAWSCredentials(LambdaFixture.AccessKeyId, LambdaFixture.SecretAccessKey),
        new AmazonSQSConfig { ServiceURL = system.ApiUrl.ToString(), AuthenticationRegion = "us-east-1" });
}
