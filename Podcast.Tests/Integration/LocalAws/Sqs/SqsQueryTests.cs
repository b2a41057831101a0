using System.Net;
using System.Xml.Linq;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Integration.LocalAws.Scheduler;

namespace Podcast.Tests.Integration.LocalAws.Sqs;

/// <summary>SQS by the Query protocol, in the words of the API reference's examples.</summary>
public sealed class SqsQueryTests : IAsyncLifetime
{
    private const string Source = """
        "Source": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "source", "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": ["Dead", "Arn"] }, "maxReceiveCount": 1 } } },
        """;

    private SchedulerSystem _system = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _system = await SchedulerSystem.StartAsync(Source, TestToken, TimeProvider.System);

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Message_OverItsLife_KeepsBodyAndAttributes()
    {
        var url = Value(await CallAsync("GetQueueUrl", "QueueName=inbox"), "QueueUrl");

        var sent = await CallAsync(
            "SendMessage",
            $"QueueUrl={Uri.EscapeDataString(url)}&MessageBody=one%0D%0Atwo%20%3C3&DelaySeconds=0"
            + "&MessageAttribute.1.Name=colour&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=red"
            + "&MessageAttribute.2.Name=raw&MessageAttribute.2.Value.DataType=Binary&MessageAttribute.2.Value.BinaryValue=AQID");
        // To the address of the queue, which is then no parameter.
        var received = await CallAsync(
            "ReceiveMessage", "MaxNumberOfMessages=10&VisibilityTimeout=30&AttributeName.1=All&MessageAttributeName.1=All", new Uri(url).AbsolutePath);
        var message = received.Descendants("Message").Single();
        await CallAsync("ChangeMessageVisibility", $"QueueUrl={Uri.EscapeDataString(url)}&VisibilityTimeout=0&ReceiptHandle={Uri.EscapeDataString(Value(message, "ReceiptHandle"))}");
        var again = (await CallAsync("ReceiveMessage", $"QueueUrl={Uri.EscapeDataString(url)}")).Descendants("Message").Single();
        await CallAsync("DeleteMessage", $"QueueUrl={Uri.EscapeDataString(url)}&ReceiptHandle={Uri.EscapeDataString(Value(again, "ReceiptHandle"))}");

        Assert.Equal("one\r\ntwo <3", Value(message, "Body"));
        Assert.Equal(Value(sent, "MD5OfMessageBody"), Value(message, "MD5OfBody"));
        Assert.Equal(Value(sent, "MD5OfMessageAttributes"), Value(message, "MD5OfMessageAttributes"));
        Assert.Equal(["colour String red", "raw Binary AQID"], message.Elements("MessageAttribute")
            .Select(attribute => $"{Value(attribute, "Name")} {Value(attribute.Element("Value")!, "DataType")} {attribute.Element("Value")!.Elements().Last().Value}"));
        Assert.Contains(message.Elements("Attribute"), attribute => Value(attribute, "Name") == "ApproximateReceiveCount" && Value(attribute, "Value") == "1");
        Assert.Equal(0, _system.Queue("inbox").Count);
    }

    [Fact]
    public async Task Batch_WithABadEntry_TellsOfEach()
    {
        var result = await CallAsync(
            "SendMessageBatch",
            "QueueUrl=/000000000000/inbox&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=1"
            + "&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=");

        Assert.Equal("a", Value(result.Descendants("SendMessageBatchResultEntry").Single(), "Id"));
        var failed = result.Descendants("BatchResultErrorEntry").Single();
        Assert.Equal(("b", "MissingParameter", "true"), (Value(failed, "Id"), Value(failed, "Code"), Value(failed, "SenderFault")));
    }

    [Fact]
    public async Task Queues_Listed_HaveUrlsAndAttributes()
    {
        var urls = (await CallAsync("ListQueues", "QueueNamePrefix=in")).Descendants("QueueUrl").Select(url => url.Value);
        var attributes = await CallAsync("GetQueueAttributes", "QueueUrl=/000000000000/inbox&AttributeName.1=VisibilityTimeout&AttributeName.2=QueueArn");

        Assert.EndsWith("/000000000000/inbox", Assert.Single(urls), StringComparison.Ordinal);
        Assert.Equal(
            ["QueueArn", "VisibilityTimeout"], attributes.Descendants("Attribute").Select(attribute => Value(attribute, "Name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MessageMove_ThatIsCancelled_LeavesTheRestWhereItIs()
    {
        var (source, destination) = (_system.Queue("dead"), _system.Queue("inbox"));
        for (var i = 0; i < 100; i++)
        {
            source.Send($"{i}");
        }

        var handle = Value(await CallAsync("StartMessageMoveTask", $"SourceArn={source.Arn}&DestinationArn={destination.Arn}&MaxNumberOfMessagesPerSecond=1"), "TaskHandle");
        var second = await CallAsync("StartMessageMoveTask", $"SourceArn={source.Arn}", status: HttpStatusCode.BadRequest);
        await SchedulerSystem.EventuallyAsync(() => destination.Count > 0, TestToken);
        var cancelled = await CallAsync("CancelMessageMoveTask", $"TaskHandle={Uri.EscapeDataString(handle)}");
        var again = await CallAsync("CancelMessageMoveTask", $"TaskHandle={Uri.EscapeDataString(handle)}", status: HttpStatusCode.BadRequest);
        var listed = await CallAsync("ListMessageMoveTasks", $"SourceArn={source.Arn}");

        Assert.Contains("already a task running", Value(second.Descendants("Error").Single(), "Message"), StringComparison.Ordinal);
        Assert.InRange(int.Parse(Value(cancelled, "ApproximateNumberOfMessagesMoved"), System.Globalization.CultureInfo.InvariantCulture), 1, 99);
        Assert.Contains("Only active tasks can be cancelled.", Value(again.Descendants("Error").Single(), "Message"), StringComparison.Ordinal);
        Assert.Equal("CANCELLED", Value(listed, "Status"));
        Assert.Equal(100, source.Count + destination.Count);
        Assert.NotEqual(0, source.Count);
    }

    [Theory]
    [InlineData("Action=GetQueueUrl&QueueName=nobody", HttpStatusCode.BadRequest, "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("Action=SendMessageBatch&QueueUrl=/000000000000/inbox", HttpStatusCode.BadRequest, "AWS.SimpleQueueService.EmptyBatchRequest")]
    [InlineData("Action=ReceiveMessage&QueueUrl=/000000000000/inbox&MaxNumberOfMessages=eleven", HttpStatusCode.BadRequest, "InvalidParameterValue")]
    [InlineData("Action=CreateQueue&QueueName=new", HttpStatusCode.NotImplemented, "NotImplemented")]
    [InlineData("QueueName=inbox", HttpStatusCode.BadRequest, "MissingAction")]
    public async Task Request_ThatFails_HasTheCodeOfTheProtocol(string form, HttpStatusCode status, string code)
    {
        using var response = await PostAsync(form, "/");
        var error = Parse(await response.Content.ReadAsStringAsync(TestToken));

        Assert.Equal((status, "ErrorResponse", code), (response.StatusCode, error.Name.LocalName, error.Descendants("Code").Single().Value));
    }

    [Fact]
    public async Task Request_WithAnotherKey_IsRefusedInTheProtocol()
    {
        using var request = LambdaFixture.Sign(HttpMethod.Post, new(_system.ApiUrl, "/"), "sqs", "Action=ListQueues", "application/x-www-form-urlencoded");
        var authorization = request.Headers.NonValidated["Authorization"].ToString().Replace(LambdaFixture.AccessKeyId, "AKIANOBODY", StringComparison.Ordinal);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _system.Http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("InvalidClientTokenId", Parse(await response.Content.ReadAsStringAsync(TestToken)).Descendants("Code").Single().Value);
    }

    private async Task<XElement> CallAsync(string action, string parameters, string path = "/", HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await PostAsync($"Action={action}&Version=2012-11-05&{parameters}", path);
        var xml = Parse(await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal((status, status == HttpStatusCode.OK ? $"{action}Response" : "ErrorResponse"), (response.StatusCode, xml.Name.LocalName));
        return xml;
    }

    private async Task<HttpResponseMessage> PostAsync(string form, string path)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Post, new(_system.ApiUrl, path), "sqs", form, "application/x-www-form-urlencoded");
        return await _system.Http.SendAsync(request, TestToken);
    }

    private static XElement Parse(string text)
    {
        var xml = XElement.Parse(text, LoadOptions.PreserveWhitespace);
        foreach (var element in xml.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return xml;
    }

    private static string Value(XElement parent, string name) => parent.DescendantsAndSelf().Elements(name).First().Value;
}
