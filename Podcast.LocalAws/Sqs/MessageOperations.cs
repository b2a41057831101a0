using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Sqs;

/// <summary>The operations on single messages.</summary>
internal static class MessageOperations
{
    private const int MaxDelaySeconds = 900;
    private const int MaxVisibilitySeconds = 43_200;
    private const int MaxWaitSeconds = 20;

    public static JsonObject Send(Queue queue, JsonObject input, AwsCaller caller)
    {
        var body = SqsInput.Body(input);
        var attributes = SqsInput.Attributes(input);
        if (SqsInput.SizeOf(body, attributes) > queue.Settings.MaxMessageBytes)
        {
            throw SqsErrors.TooLong(queue.Settings.MaxMessageBytes);
        }

        var trace = (input["MessageSystemAttributes"] as JsonObject)?["AWSTraceHeader"] is JsonObject header ? SqsInput.OptionalText(header, "StringValue") : null;
        var message = queue.Send(body, attributes, SenderOf(caller), trace, SqsInput.Seconds(input, "DelaySeconds", MaxDelaySeconds));
        var response = new JsonObject { ["MessageId"] = message.Id, ["MD5OfMessageBody"] = MessageDigests.Of(body) };
        Set(response, "MD5OfMessageAttributes", MessageDigests.Of(attributes));
        if (trace is not null)
        {
            response["MD5OfMessageSystemAttributes"] = MessageDigests.Of([KeyValuePair.Create("AWSTraceHeader", new MessageAttribute("String", trace))]);
        }

        return response;
    }

    public static async Task<JsonObject> ReceiveAsync(Queue queue, JsonObject input, CancellationToken cancellationToken)
    {
        var received = await queue.ReceiveAsync(
            SqsInput.Number(input, "MaxNumberOfMessages", 1, 10) ?? 1,
            SqsInput.Seconds(input, "VisibilityTimeout", MaxVisibilitySeconds) ?? queue.Settings.VisibilityTimeout,
            SqsInput.Seconds(input, "WaitTimeSeconds", MaxWaitSeconds) ?? queue.Settings.ReceiveWait,
            cancellationToken);
        if (received.Count == 0)
        {
            // Without messages the member is left out, as SQS does.
            return [];
        }

        string[] system = [.. SqsInput.Names(input, "AttributeNames"), .. SqsInput.Names(input, "MessageSystemAttributeNames")];
        var wanted = SqsInput.Names(input, "MessageAttributeNames");
        return new() { ["Messages"] = new JsonArray([.. received.Select(message => Describe(message, system, wanted))]) };
    }

    public static JsonObject Delete(Queue queue, JsonObject input)
    {
        queue.Delete(Receipt(input));
        return [];
    }

    public static JsonObject ChangeVisibility(Queue queue, JsonObject input)
    {
        var visibility = SqsInput.Seconds(input, "VisibilityTimeout", MaxVisibilitySeconds) ?? throw SqsErrors.Missing("VisibilityTimeout");
        return queue.ChangeVisibility(Receipt(input), visibility)
            ? []
            : throw SqsErrors.Bad("MessageNotInflight", "The specified message isn't in flight.");
    }

    private static string Receipt(JsonObject input)
    {
        var handle = SqsInput.Text(input, "ReceiptHandle");
        return ReceiptHandles.MessageIdOf(handle) is null ? throw SqsErrors.InvalidReceipt(handle) : handle;
    }

    private static JsonObject Describe(QueueMessage message, string[] system, IReadOnlyList<string> wanted)
    {
        var description = new JsonObject
        {
            ["MessageId"] = message.Id,
            ["ReceiptHandle"] = message.ReceiptHandle,
            ["MD5OfBody"] = MessageDigests.Of(message.Body),
            ["Body"] = message.Body,
        };
        if (SystemAttributes(message, system) is { Count: > 0 } attributes)
        {
            description["Attributes"] = attributes;
        }

        var sent = message.Attributes.Where(attribute => wanted.Any(name => Selects(name, attribute.Key))).ToList();
        if (sent.Count > 0)
        {
            description["MessageAttributes"] = new JsonObject(sent.Select(attribute =>
                KeyValuePair.Create<string, JsonNode?>(attribute.Key, Describe(attribute.Value))));
            description["MD5OfMessageAttributes"] = MessageDigests.Of(sent);
        }

        return description;
    }

    private static JsonObject SystemAttributes(QueueMessage message, string[] wanted)
    {
        var all = new JsonObject
        {
            ["SenderId"] = message.SenderId,
            ["SentTimestamp"] = $"{message.SentAt.ToUnixTimeMilliseconds()}",
            ["ApproximateReceiveCount"] = $"{message.ReceiveCount}",
            ["ApproximateFirstReceiveTimestamp"] = $"{message.FirstReceivedAt?.ToUnixTimeMilliseconds()}",
        };
        Set(all, "AWSTraceHeader", message.TraceHeader);
        Set(all, "DeadLetterQueueSourceArn", message.DeadLetterSourceArn);
        return SqsInput.Select(all, wanted);
    }

    private static JsonObject Describe(MessageAttribute attribute) => attribute.Bytes is { } bytes
        ? new() { ["DataType"] = attribute.DataType, ["BinaryValue"] = Convert.ToBase64String(bytes) }
        : new() { ["DataType"] = attribute.DataType, ["StringValue"] = attribute.Text };

    // All of them, those with a prefix, or one.
    private static bool Selects(string wanted, string name) =>
        wanted is "All" or ".*" || (wanted.EndsWith(".*", StringComparison.Ordinal) ? name.StartsWith(wanted[..^2], StringComparison.Ordinal) : wanted == name);

    private static string SenderOf(AwsCaller caller) => caller.PrincipalArn[(caller.PrincipalArn.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', ':');

    private static void Set(JsonObject response, string name, string? value)
    {
        if (value is not null)
        {
            response[name] = value;
        }
    }
}
