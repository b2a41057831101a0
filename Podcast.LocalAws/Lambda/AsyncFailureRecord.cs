using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// The record for an on-failure destination of a discarded event: the event, and the function's last response.
/// See https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html.
/// </summary>
internal static class AsyncFailureRecord
{
    public static ReadOnlyMemory<byte> Write(AsyncInvocation invocation, InvocationResult last, int invokeCount, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("version", "1.0");
        writer.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteStartObject("requestContext");
        writer.WriteString("requestId", invocation.RequestId);
        writer.WriteString("functionArn", $"{invocation.Function.Configuration.Arn}:$LATEST");
        writer.WriteString("condition", last.Outcome == InvocationOutcome.FunctionError ? "RetriesExhausted" : "EventAgeExceeded");
        writer.WriteNumber("approximateInvokeCount", invokeCount);
        writer.WriteEndObject();
        WriteDocument(writer, "requestPayload", invocation.Payload);
        if (last.Outcome == InvocationOutcome.FunctionError)
        {
            writer.WriteStartObject("responseContext");
            writer.WriteNumber("statusCode", 200);
            writer.WriteString("executedVersion", "$LATEST");
            writer.WriteString("functionError", "Unhandled");
            writer.WriteEndObject();
            WriteDocument(writer, "responsePayload", last.Payload);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    // Events and errors are JSON; anything else becomes null, so that the record stays readable.
    private static void WriteDocument(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> document)
    {
        writer.WritePropertyName(name);
        try
        {
            JsonInput.RequireWellFormed(document.Span);
            writer.WriteRawValue(document.Span, skipInputValidation: true);
        }
        catch (JsonException)
        {
            writer.WriteNullValue();
        }
    }
}
