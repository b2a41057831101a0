using System.Text.Json;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>
/// Reads a function's response to a batch of a stream. Streams have checkpoints: the lowest reported sequence number is where it goes on,
/// whatever is reported above it. See https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html.
/// </summary>
internal static class BatchItemFailures
{
    /// <summary>The index of the first record that has to be tried again; the number of records when all succeeded.</summary>
    public static int FirstFailure(ReadOnlyMemory<byte> response, IReadOnlyList<StreamRecord> records)
    {
        if (response.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return records.Count;
        }

        try
        {
            JsonInput.RequireWellFormed(response.Span);
            using var document = JsonDocument.Parse(response);
            return FirstFailure(document.RootElement, records);
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static int FirstFailure(JsonElement response, IReadOnlyList<StreamRecord> records)
    {
        switch (response.ValueKind)
        {
            case JsonValueKind.Null:
                return records.Count;
            case JsonValueKind.Object when !response.TryGetProperty("batchItemFailures", out var list) || list.ValueKind == JsonValueKind.Null:
                return records.Count;
            case JsonValueKind.Object when response.GetProperty("batchItemFailures") is { ValueKind: JsonValueKind.Array } failures:
                // A response that names no record of the batch fails the whole batch.
                return failures.EnumerateArray().Select(failure => IndexOf(failure, records)).DefaultIfEmpty(records.Count).Min();
            default:
                return 0;
        }
    }

    private static int IndexOf(JsonElement failure, IReadOnlyList<StreamRecord> records)
    {
        if (failure.ValueKind != JsonValueKind.Object
            || !failure.TryGetProperty("itemIdentifier", out var identifier)
            || identifier.ValueKind != JsonValueKind.String)
        {
            return 0;
        }

        var sequenceNumber = identifier.GetString();
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].SequenceNumber == sequenceNumber)
            {
                return i;
            }
        }

        return 0;
    }
}
