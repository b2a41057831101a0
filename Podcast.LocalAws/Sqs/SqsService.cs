using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;

namespace Podcast.LocalAws.Sqs;

/// <summary>
/// SQS as far as dead-letter queues need it: inspecting queues, receiving, sending and deleting messages.
/// See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class SqsService : AwsJsonService
{
    private readonly QueueRegistry _queues;
    private readonly AwsArns _arns;

    public SqsService(QueueRegistry queues, MessageMoves moves, IAuthorizer authorizer, LocalAwsOptions options)
    {
        _queues = queues;
        _arns = options.GetArns();
        Operations = new(Name, authorizer)
        {
            { "ListQueues", "sqs:ListQueues", QueueArn, request => QueueOperations.List(_queues, request.Input, queue => UrlOf(queue, request)) },
            { "GetQueueUrl", "sqs:GetQueueUrl", QueueArn, GetQueueUrl },
            { "GetQueueAttributes", "sqs:GetQueueAttributes", QueueArn, request => QueueOperations.Attributes(Queue(request), request.Input) },
            { "PurgeQueue", "sqs:PurgeQueue", QueueArn, request => QueueOperations.Purge(Queue(request)) },
            { "SendMessage", "sqs:SendMessage", QueueArn, request => MessageOperations.Send(Queue(request), request.Input, request.Caller) },
            { "ReceiveMessage", "sqs:ReceiveMessage", QueueArn, request => MessageOperations.ReceiveAsync(Queue(request), request.Input, request.Aborted) },
            { "DeleteMessage", "sqs:DeleteMessage", QueueArn, request => MessageOperations.Delete(Queue(request), request.Input) },
            { "ChangeMessageVisibility", "sqs:ChangeMessageVisibility", QueueArn, request => MessageOperations.ChangeVisibility(Queue(request), request.Input) },

            { "StartMessageMoveTask", "sqs:StartMessageMoveTask", request => request.Input["SourceArn"]?.ToString() ?? "*", request => moves.Start(request.Input) },
            { "ListMessageMoveTasks", "sqs:ListMessageMoveTasks", request => request.Input["SourceArn"]?.ToString() ?? "*", request => moves.List(request.Input) },
            { "CancelMessageMoveTask", "sqs:CancelMessageMoveTask", request => moves.SourceOf(request.Input["TaskHandle"]?.ToString()), request => moves.Cancel(request.Input) },
            { "ListDeadLetterSourceQueues", "sqs:ListDeadLetterSourceQueues", QueueArn, ListDeadLetterSourceQueues },

            // A batch needs the permission of the single operation.
            { "SendMessageBatch", "sqs:SendMessage", QueueArn, request => Batch(request, (queue, entry) => MessageOperations.Send(queue, entry, request.Caller)) },
            { "DeleteMessageBatch", "sqs:DeleteMessage", QueueArn, request => Batch(request, MessageOperations.Delete) },
            { "ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility", QueueArn, request => Batch(request, MessageOperations.ChangeVisibility) },
        };
    }

    public override string SigningName => "sqs";

    public override string Name => "SQS";

    public override AwsJsonProtocol Protocol { get; } = new("1.0", "com.amazonaws.sqs", SqsErrors.QueryCode);

    // A full message whose every character is escaped; ten of them in a batch share the limit of one.
    public override long MaxRequestBytes => (6 * QueueSettings.LargestMessage) + (64 * 1024);

    protected override OperationTable<AwsJsonRequest, JsonObject> Operations { get; }

    /// <summary>Executes an operation for a caller of another protocol.</summary>
    /// <exception cref="AwsException">There is no such operation, the caller lacks a permission, or it fails.</exception>
    public Task<JsonObject> ExecuteAsync(string operation, AwsJsonRequest request) => Operations.ExecuteAsync(Operations.Get(operation), request);

    protected override AwsException RequestTooLarge() => SqsErrors.TooLong(QueueSettings.LargestMessage);

    private JsonObject GetQueueUrl(AwsJsonRequest request)
    {
        var queue = _queues.FindByName(SqsInput.Text(request.Input, "QueueName")) ?? throw SqsErrors.NoSuchQueue();
        return new() { ["QueueUrl"] = UrlOf(queue, request) };
    }

    private JsonObject ListDeadLetterSourceQueues(AwsJsonRequest request)
    {
        var queue = Queue(request);
        return new()
        {
            ["queueUrls"] = new JsonArray([.. _queues.All.Where(source => source.DeadLetterQueue == queue).Select(source => (JsonNode)UrlOf(source, request))]),
        };
    }

    private JsonObject Batch(AwsJsonRequest request, Func<Queue, JsonObject, JsonObject> operation)
    {
        var queue = Queue(request);
        return BatchOperations.Run(request.Input, entry => operation(queue, entry));
    }

    // Some clients send requests to the host of a queue's URL, so it is the host of this request.
    private static string UrlOf(Queue queue, AwsJsonRequest request)
    {
        var http = request.Context.Request;
        return $"{http.Scheme}://{http.Host}{new Uri(queue.Url).AbsolutePath}";
    }

    private string QueueArn(AwsJsonRequest request)
    {
        var owner = request.Input["QueueOwnerAWSAccountId"]?.ToString();
        var segments = (request.Input["QueueUrl"]?.ToString() ?? "").Split('/');
        var name = request.Input["QueueName"]?.ToString() ?? segments[^1];
        owner ??= segments.Length > 1 && segments[^2].Length == 12 && segments[^2].All(char.IsAsciiDigit) ? segments[^2] : _arns.AccountId;
        return new AwsArns(owner, _arns.Region).Queue(name);
    }

    private Queue Queue(AwsJsonRequest request)
    {
        var queue = _queues.FindByUrl(SqsInput.Text(request.Input, "QueueUrl")) ?? throw SqsErrors.NoSuchQueue();
        return queue.Name.EndsWith(".fifo", StringComparison.Ordinal) ? throw AwsException.NotImplemented(Name, "FIFO queues") : queue;
    }
}
