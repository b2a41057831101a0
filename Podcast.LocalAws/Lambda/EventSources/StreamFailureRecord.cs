using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>
/// The record for an on-failure destination of discarded records: their position, not their content.
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html.
/// </summary>
internal static class StreamFailureRecord
{
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static ReadOnlyMemory<byte> Write(DiscardedBatch batch, string functionArn, string streamArn, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("requestContext");
        writer.WriteString("requestId", batch.LastResult?.RequestId ?? Guid.NewGuid().ToString());
        writer.WriteString("functionArn", functionArn);
        writer.WriteString("condition", batch.Reason.ToString());
        writer.WriteNumber("approximateInvokeCount", batch.InvokeCount);
        writer.WriteEndObject();
        if (batch.LastResult is { } last)
        {
            writer.WriteStartObject("responseContext");
            writer.WriteNumber("statusCode", 200);
            writer.WriteString("executedVersion", "$LATEST");
            if (last.Outcome == InvocationOutcome.FunctionError)
            {
                writer.WriteString("functionError", "Unhandled");
            }
            else
            {
                writer.WriteNull("functionError");
            }

            writer.WriteEndObject();
        }

        writer.WriteString("version", "1.0");
        writer.WriteString("timestamp", Text(now, Milliseconds));
        writer.WriteStartObject("DDBStreamBatchInfo");
        writer.WriteString("shardId", batch.ShardId);
        writer.WriteString("startSequenceNumber", batch.Records[0].SequenceNumber);
        writer.WriteString("endSequenceNumber", batch.Records[^1].SequenceNumber);
        writer.WriteString("approximateArrivalOfFirstRecord", Text(batch.Records[0].CreatedAt, Seconds));
        writer.WriteString("approximateArrivalOfLastRecord", Text(batch.Records[^1].CreatedAt, Seconds));
        writer.WriteNumber("batchSize", batch.Records.Count);
        writer.WriteString("streamArn", streamArn);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static string Text(DateTimeOffset moment, string format) => moment.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
