using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Sqs;

/// <summary>Executes an operation for up to ten entries, each of which succeeds or fails independently.</summary>
internal static class BatchOperations
{
    private const int MaxEntries = 10;
    private const int MaxId = 80;

    /// <param name="input">The request.</param>
    /// <param name="operation">The operation with one entry.</param>
    public static JsonObject Run(JsonObject input, Func<JsonObject, JsonObject> operation)
    {
        var entries = (input["Entries"] as JsonArray ?? []).Select(entry => entry as JsonObject ?? []).ToList();
        Check(entries);
        var (successful, failed) = (new JsonArray(), new JsonArray());
        foreach (var entry in entries)
        {
            var id = SqsInput.Text(entry, "Id");
            try
            {
                var done = operation(entry);
                done["Id"] = id;
                successful.Add((JsonNode)done);
            }
            catch (AwsException refused)
            {
                failed.Add((JsonNode)new JsonObject
                {
                    ["Id"] = id,
                    ["Code"] = refused.Code,
                    ["Message"] = refused.Message,
                    ["SenderFault"] = refused.StatusCode < 500,
                });
            }
        }

        var response = new JsonObject { ["Successful"] = successful };
        if (failed.Count > 0)
        {
            response["Failed"] = failed;
        }

        return response;
    }

    private static void Check(List<JsonObject> entries)
    {
        if (entries.Count == 0)
        {
            throw SqsErrors.Bad("EmptyBatchRequest", "There should be at least one entry in the request.");
        }

        if (entries.Count > MaxEntries)
        {
            throw SqsErrors.Bad("TooManyEntriesInBatchRequest", $"Maximum number of entries per request are {MaxEntries}. You have sent {entries.Count}.");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in entries.Select(entry => SqsInput.Text(entry, "Id")))
        {
            if (id.Length is 0 or > MaxId || !id.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_'))
            {
                throw SqsErrors.Bad(
                    "InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
            }

            if (!ids.Add(id))
            {
                throw SqsErrors.Bad("BatchEntryIdsNotDistinct", $"Id {id} repeated.");
            }
        }

        var bytes = entries.Sum(entry => (long)Encoding.UTF8.GetByteCount(SqsInput.OptionalText(entry, "MessageBody") ?? ""));
        if (bytes > QueueSettings.LargestMessage)
        {
            throw SqsErrors.Bad("BatchRequestTooLong", $"Batch requests cannot be longer than {QueueSettings.LargestMessage} bytes. You have sent {bytes} bytes.");
        }
    }
}
