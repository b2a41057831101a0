using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

/// <summary>
/// As much of SQS as dead-letter queues need: looking at them, taking messages out, sending them again.
/// See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class SqsService(QueueRegistry queues, IAuthorizer authorizer, LocalAwsOptions options) : IAwsService
{
    // A full message whose every character is escaped, and ten of them in a batch share one limit.
    private const int MaxRequest = (6 * QueueSettings.LargestMessage) + (64 * 1024);

    public string SigningName => "sqs";

    public string Name => "SQS";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.Sqs;

    public long MaxRequestBytes => MaxRequest;

    public string GetOperation(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        return target[(target.LastIndexOf('.') + 1)..];
    }

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = GetOperation(context.Request);
        var input = await SqsInput.ReadAsync(context, MaxRequest);
        authorizer.Authorize(caller, ActionOf(operation), ArnOf(input));
        var output = operation switch
        {
            "ListQueues" => QueueOperations.List(queues, input, queue => UrlOf(queue, context.Request)),
            "GetQueueUrl" => new JsonObject
            {
                ["QueueUrl"] = UrlOf(queues.FindByName(SqsInput.Text(input, "QueueName")) ?? throw SqsErrors.NoSuchQueue(), context.Request),
            },
            "GetQueueAttributes" => QueueOperations.Attributes(Queue(input), input),
            "PurgeQueue" => QueueOperations.Purge(Queue(input)),
            "SendMessage" => MessageOperations.Send(Queue(input), input, caller),
            "SendMessageBatch" => Batch(input, (queue, entry) => MessageOperations.Send(queue, entry, caller)),
            "ReceiveMessage" => await MessageOperations.ReceiveAsync(Queue(input), input, context.RequestAborted),
            "DeleteMessage" => MessageOperations.Delete(Queue(input), input),
            "DeleteMessageBatch" => Batch(input, MessageOperations.Delete),
            "ChangeMessageVisibility" => MessageOperations.ChangeVisibility(Queue(input), input),
            "ChangeMessageVisibilityBatch" => Batch(input, MessageOperations.ChangeVisibility),
            _ => throw AwsException.NotImplemented(Name, operation),
        };
        context.Response.ContentType = "application/x-amz-json-1.0";
        await context.Response.WriteAsync(output.ToJsonString(), context.RequestAborted);
    }

    private JsonObject Batch(JsonObject input, Func<Queue, JsonObject, JsonObject> operation)
    {
        var queue = Queue(input);
        return BatchOperations.Run(input, entry => operation(queue, entry));
    }

    // Some clients call a queue by the host of its URL, so it is the one that they came in by.
    private static string UrlOf(Queue queue, HttpRequest request) => $"{request.Scheme}://{request.Host}{new Uri(queue.Url).AbsolutePath}";

    // A batch needs the permission of the single operation.
    private static string ActionOf(string operation) =>
        $"sqs:{(operation.EndsWith("Batch", StringComparison.Ordinal) ? operation[..^"Batch".Length] : operation)}";

    private string ArnOf(JsonObject input)
    {
        var url = input["QueueUrl"]?.ToString() ?? "";
        var name = input["QueueName"]?.ToString() ?? url[(url.LastIndexOf('/') + 1)..];
        return $"arn:{StackIdentity.Partition}:sqs:{options.Region}:{options.AccountId}:{name}";
    }

    private Queue Queue(JsonObject input)
    {
        var queue = queues.FindByUrl(SqsInput.Text(input, "QueueUrl")) ?? throw SqsErrors.NoSuchQueue();
        return queue.Name.EndsWith(".fifo", StringComparison.Ordinal) ? throw AwsException.NotImplemented(Name, "FIFO queues") : queue;
    }
}
