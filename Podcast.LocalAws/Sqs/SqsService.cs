using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Api;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

/// <summary>
/// As much of SQS as an operator needs to look at a dead-letter queue: find it, read it, put something in, take it out.
/// See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class SqsService(QueueRegistry queues, IAuthorizer authorizer, LocalAwsOptions options) : IAwsService
{
    private const int MaxMessageBytes = 1024 * 1024;
    private const int MaxVisibilitySeconds = 43_200;

    public string SigningName => "sqs";

    public string Name => "SQS";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.Sqs;

    public long MaxRequestBytes => MaxMessageBytes + 64 * 1024;

    public string GetOperation(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        return target[(target.LastIndexOf('.') + 1)..];
    }

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = GetOperation(context.Request);
        var input = await ReadAsync(context);
        authorizer.Authorize(caller, ActionOf(operation), ArnOf(input));
        var output = operation switch
        {
            "ListQueues" => new JsonObject { ["QueueUrls"] = new JsonArray([.. queues.All.Select(queue => (JsonNode)queue.Url)]) },
            "GetQueueUrl" => new JsonObject { ["QueueUrl"] = (queues.FindByName(Text(input, "QueueName")) ?? throw NoSuchQueue()).Url },
            "GetQueueAttributes" => Attributes(Queue(input)),
            "SendMessage" => Send(Queue(input), Text(input, "MessageBody")),
            "ReceiveMessage" => Receive(Queue(input), input),
            "DeleteMessage" => Delete(Queue(input), Text(input, "ReceiptHandle")),
            _ => throw AwsException.NotImplemented(Name, operation),
        };
        context.Response.ContentType = "application/x-amz-json-1.0";
        await context.Response.WriteAsync(output.ToJsonString(), context.RequestAborted);
    }

    // A batch needs the permission of the single operation.
    private static string ActionOf(string operation) =>
        $"sqs:{(operation.EndsWith("Batch", StringComparison.Ordinal) ? operation[..^"Batch".Length] : operation)}";

    private string ArnOf(JsonObject input)
    {
        var url = input["QueueUrl"]?.ToString() ?? "";
        var name = input["QueueName"]?.ToString() ?? url[(url.LastIndexOf('/') + 1)..];
        return $"arn:{StackIdentity.Partition}:sqs:{options.Region}:{options.AccountId}:{name}";
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        var body = await PayloadReader.ReadAsync(context, MaxMessageBytes + 64 * 1024)
            ?? throw new AwsException("InvalidParameterValue", "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.", 400);
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject ?? [];
        }
        catch (JsonException reason)
        {
            throw new AwsException("SerializationException", reason.Message, StatusCodes.Status400BadRequest);
        }
    }

    private Queue Queue(JsonObject input) => queues.FindByUrl(Text(input, "QueueUrl")) ?? throw NoSuchQueue();

    private static JsonObject Attributes(Queue queue) => new()
    {
        ["Attributes"] = new JsonObject
        {
            ["QueueArn"] = queue.Arn,
            ["ApproximateNumberOfMessages"] = $"{queue.Count}",
            ["VisibilityTimeout"] = $"{queue.VisibilityTimeout.TotalSeconds:0}",
        },
    };

    private static JsonObject Send(Queue queue, string body) =>
        new() { ["MessageId"] = queue.Send(body).Id, ["MD5OfMessageBody"] = Md5(body) };

    private static JsonObject Receive(Queue queue, JsonObject input)
    {
        var visibility = Number(input, "VisibilityTimeout", 0, MaxVisibilitySeconds);
        var received = queue.Receive(
            Number(input, "MaxNumberOfMessages", 1, 10) ?? 1, visibility is { } seconds ? TimeSpan.FromSeconds(seconds) : queue.VisibilityTimeout);
        // Without messages the member is left out, as SQS does.
        return received.Count == 0 ? [] : new() { ["Messages"] = new JsonArray([.. received.Select(Describe)]) };
    }

    private static JsonNode Describe(QueueMessage message) => new JsonObject
    {
        ["MessageId"] = message.Id,
        ["ReceiptHandle"] = message.ReceiptHandle,
        ["MD5OfBody"] = Md5(message.Body),
        ["Body"] = message.Body,
        ["Attributes"] = new JsonObject
        {
            ["SentTimestamp"] = $"{message.SentAt.ToUnixTimeMilliseconds()}",
            ["ApproximateReceiveCount"] = $"{message.ReceiveCount}",
        },
    };

    private static JsonObject Delete(Queue queue, string receiptHandle)
    {
        queue.Delete(receiptHandle);
        return [];
    }

    private static string Text(JsonObject input, string name) => input[name] is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw new AwsException("MissingParameter", $"The request must contain the parameter {name}.", StatusCodes.Status400BadRequest);

    private static int? Number(JsonObject input, string name, int from, int to) => input[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) && number >= from && number <= to => number,
        _ => throw new AwsException(
            "InvalidParameterValue", $"Value for parameter {name} is invalid. Reason: Must be between {from} and {to}, if provided.", StatusCodes.Status400BadRequest),
    };

#pragma warning disable CA5351 // The protocol has an MD5, as a checksum.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static AwsException NoSuchQueue() =>
        new("QueueDoesNotExist", "The specified queue does not exist.", StatusCodes.Status400BadRequest);
}
