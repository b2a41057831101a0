using System.Text;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Sqs;

/// <summary>The operations on queues.</summary>
internal static class QueueOperations
{
    public static JsonObject List(QueueRegistry queues, JsonObject input, Func<Queue, string> urlOf)
    {
        var prefix = SqsInput.OptionalText(input, "QueueNamePrefix") ?? "";
        var limit = SqsInput.Number(input, "MaxResults", 1, 1000) ?? 1000;
        var after = SqsInput.OptionalText(input, "NextToken") is { } token ? Decode(token) : null;
        var page = queues.All.Where(queue => queue.Name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(queue => queue.Name, StringComparer.Ordinal)
            .SkipWhile(queue => after is not null && string.CompareOrdinal(queue.Name, after) <= 0)
            .Take(limit + 1)
            .ToList();
        var response = new JsonObject();
        if (page.Count > 0)
        {
            response["QueueUrls"] = new JsonArray([.. page.Take(limit).Select(queue => (JsonNode)urlOf(queue))]);
        }

        if (page.Count > limit && input.ContainsKey("MaxResults"))
        {
            response["NextToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(page[limit - 1].Name));
        }

        return response;
    }

    public static JsonObject Attributes(Queue queue, JsonObject input)
    {
        var wanted = SqsInput.Names(input, "AttributeNames");
        var (visible, inFlight, delayed) = queue.Counts();
        var settings = queue.Settings;
        var all = new JsonObject
        {
            ["QueueArn"] = queue.Arn,
            ["ApproximateNumberOfMessages"] = $"{visible}",
            ["ApproximateNumberOfMessagesNotVisible"] = $"{inFlight}",
            ["ApproximateNumberOfMessagesDelayed"] = $"{delayed}",
            ["CreatedTimestamp"] = $"{queue.CreatedAt.ToUnixTimeSeconds()}",
            ["LastModifiedTimestamp"] = $"{queue.CreatedAt.ToUnixTimeSeconds()}",
            ["VisibilityTimeout"] = $"{settings.VisibilityTimeout.TotalSeconds:0}",
            ["MaximumMessageSize"] = $"{settings.MaxMessageBytes}",
            ["MessageRetentionPeriod"] = $"{settings.Retention.TotalSeconds:0}",
            ["DelaySeconds"] = $"{settings.Delay.TotalSeconds:0}",
            ["ReceiveMessageWaitTimeSeconds"] = $"{settings.ReceiveWait.TotalSeconds:0}",
            ["SqsManagedSseEnabled"] = "true",
        };
        if (settings.DeadLetterArn is { } arn)
        {
            all["RedrivePolicy"] = new JsonObject { ["deadLetterTargetArn"] = arn, ["maxReceiveCount"] = settings.MaxReceiveCount }.ToJsonString();
        }

        var attributes = SqsInput.Select(all, wanted);
        return attributes.Count == 0 ? [] : new() { ["Attributes"] = attributes };
    }

    public static JsonObject Purge(Queue queue) => queue.TryPurge()
        ? []
        : throw SqsErrors.Bad("PurgeQueueInProgress", $"Only one PurgeQueue operation on {queue.Name} is allowed every 60 seconds.");

    private static string Decode(string token)
    {
        Span<byte> bytes = stackalloc byte[256];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length])
            : throw SqsErrors.Invalid("Invalid or expired next token.");
    }
}
