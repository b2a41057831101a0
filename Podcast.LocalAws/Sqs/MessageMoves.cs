using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.Sqs;

/// <summary>
/// Moves the messages of a dead-letter queue back to where they came from, or to another queue. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html.
/// </summary>
internal sealed class MessageMoves(QueueRegistry queues, IHostApplicationLifetime lifetime, Supervisor supervisor, TimeProvider time)
{
    private const int MostListed = 10;
    private const int MostPerSecond = 500;

    private readonly ConcurrentDictionary<string, List<MessageMove>> _bySource = new(StringComparer.Ordinal);

    public JsonObject Start(JsonObject input)
    {
        var source = Queue(SqsInput.Text(input, "SourceArn"));
        if (!queues.All.Any(queue => queue.DeadLetterQueue == source))
        {
            throw SqsErrors.Invalid("Source queue must be configured as a Dead Letter Queue.");
        }

        var destination = SqsInput.OptionalText(input, "DestinationArn") is { } arn ? Queue(arn) : null;
        var perSecond = SqsInput.Number(input, "MaxNumberOfMessagesPerSecond", 1, MostPerSecond);
        var moves = _bySource.GetOrAdd(source.Arn, _ => []);
        var move = new MessageMove(source, destination, perSecond, time.GetUtcNow(), source.Counts().Visible);
        lock (moves)
        {
            if (moves.Exists(other => other.IsRunning))
            {
                throw SqsErrors.Invalid("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
            }

            moves.Insert(0, move);
            if (moves.Count > MostListed)
            {
                moves.RemoveAt(MostListed);
            }
        }

        _ = supervisor.AttendAsync("message move", stopping => move.RunAsync(queues, time, stopping), lifetime.ApplicationStopping);
        return new() { ["TaskHandle"] = HandleOf(move) };
    }

    public JsonObject List(JsonObject input)
    {
        var source = Queue(SqsInput.Text(input, "SourceArn"));
        var limit = SqsInput.Number(input, "MaxResults", 1, MostListed) ?? 1;
        return new() { ["Results"] = new JsonArray([.. Of(source.Arn).Take(limit).Select(move => (JsonNode)Describe(move))]) };
    }

    public JsonObject Cancel(JsonObject input)
    {
        var handle = SqsInput.Text(input, "TaskHandle");
        var move = _bySource.Keys.SelectMany(Of).FirstOrDefault(move => HandleOf(move) == handle)
            ?? throw new AwsException("ResourceNotFoundException", "Task does not exist.", StatusCodes.Status404NotFound);
        return move.TryCancel()
            ? new() { ["ApproximateNumberOfMessagesMoved"] = move.Moved }
            : throw SqsErrors.Invalid("Only active tasks can be cancelled.");
    }

    /// <summary>The ARN of the queue that a cancellation is about; any, when the handle is none.</summary>
    public string SourceOf(string? handle) => _bySource.Keys.SelectMany(Of).FirstOrDefault(move => HandleOf(move) == handle)?.Source.Arn ?? "*";

    private IReadOnlyList<MessageMove> Of(string sourceArn)
    {
        if (!_bySource.TryGetValue(sourceArn, out var moves))
        {
            return [];
        }

        lock (moves)
        {
            return [.. moves];
        }
    }

    private Queue Queue(string arn) => queues.All.FirstOrDefault(queue => queue.Arn == arn)
        ?? throw new AwsException("ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.", StatusCodes.Status404NotFound);

    private static string HandleOf(MessageMove move) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        new JsonObject { ["taskId"] = move.Id.ToString(), ["sourceArn"] = move.Source.Arn }.ToJsonString()));

    private static JsonObject Describe(MessageMove move)
    {
        var description = new JsonObject
        {
            ["Status"] = move.Status,
            ["SourceArn"] = move.Source.Arn,
            ["ApproximateNumberOfMessagesMoved"] = move.Moved,
            ["ApproximateNumberOfMessagesToMove"] = move.ToMove,
            ["StartedTimestamp"] = move.StartedAt.ToUnixTimeMilliseconds(),
        };

        // Only a task that can still be cancelled has a handle.
        if (move.IsRunning)
        {
            description["TaskHandle"] = HandleOf(move);
        }

        if (move.Destination is { } destination)
        {
            description["DestinationArn"] = destination.Arn;
        }

        if (move.PerSecond is { } perSecond)
        {
            description["MaxNumberOfMessagesPerSecond"] = perSecond;
        }

        return description;
    }
}
