using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Podcast.Functions.EdgeStore;

/// <summary>
/// The queue of changes that cannot be written to the store. Lambda sends positions of the stream there when a batch keeps
/// failing; the stream processor sends the keys of invalid items.
/// </summary>
internal sealed class FailedChanges(IAmazonSQS sqs, string queueUrl)
{
    private const int MaxMessages = 1_000;
    private const int PageSize = 10;
    private const string ItemKeyName = "itemKey";

    /// <summary>Longer than a run of Reconcile.</summary>
    private const int VisibilitySeconds = 900;

    public Task ParkAsync(Projection invalid, CancellationToken cancellationToken) => sqs.SendMessageAsync(
        new SendMessageRequest
        {
            QueueUrl = queueUrl,
            MessageBody = JsonSerializer.Serialize(
                new Dictionary<string, string>
                {
                    ["condition"] = "InvalidItem",
                    [ItemKeyName] = invalid.Change.ItemKey,
                    ["sequenceNumber"] = invalid.Change.FirstSequenceNumber,
                    ["reason"] = invalid.Invalid?.Message ?? "",
                },
                FailedChangesJsonContext.Default.DictionaryStringString),
        },
        cancellationToken);

    /// <summary>Receives the waiting messages, up to a limit; they stay invisible to others for a while.</summary>
    public async Task<IReadOnlyList<FailedChange>> ReceiveAsync(CancellationToken cancellationToken)
    {
        var found = new List<FailedChange>();
        while (found.Count < MaxMessages)
        {
            var response = await sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = queueUrl, MaxNumberOfMessages = PageSize, VisibilityTimeout = VisibilitySeconds },
                cancellationToken).ConfigureAwait(false);
            if (response.Messages is not { Count: > 0 } messages)
            {
                break;
            }

            found.AddRange(messages.Select(message => new FailedChange(message.ReceiptHandle, ReadItemKey(message.Body))));
        }

        return found;
    }

    public Task DeleteAsync(FailedChange change, CancellationToken cancellationToken) =>
        sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = change.Receipt }, cancellationToken);

    public Task ReleaseAsync(FailedChange change, CancellationToken cancellationToken) => sqs.ChangeMessageVisibilityAsync(
        new ChangeMessageVisibilityRequest { QueueUrl = queueUrl, ReceiptHandle = change.Receipt, VisibilityTimeout = 0 }, cancellationToken);

    private static string? ReadItemKey(string body)
    {
        try
        {
            using var message = JsonDocument.Parse(body);
            return message.RootElement.ValueKind == JsonValueKind.Object
                && message.RootElement.TryGetProperty(ItemKeyName, out var key)
                && key.ValueKind == JsonValueKind.String
                ? key.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
