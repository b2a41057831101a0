using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The error document of the Runtime API: type, message, stack, and the same again for each cause.</summary>
internal static class ExceptionDocument
{
    internal const int MaxBytes = 256 * 1024;
    private const string TooLarge = """{"errorMessage": "Exception exceeded maximum payload size of 256KB."}""";
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Create(Exception exception) => Create(exception, MaxBytes) ?? TooLarge;

    // Null when the document has no room. A cause that has none is replaced, so that its parent still arrives.
    private static string? Create(Exception exception, int room)
    {
        if (room <= 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("errorType", exception.GetType().Name);
        writer.WriteString("errorMessage", exception.Message.Trim());
        WriteStackTrace(writer, exception);
        if (exception.InnerException is { } cause)
        {
            writer.WritePropertyName("cause");
            WriteCause(writer, cause, room);
        }

        if (exception is AggregateException aggregate)
        {
            writer.WriteStartArray("causes");
            foreach (var inner in aggregate.InnerExceptions)
            {
                if (!WriteCause(writer, inner, room))
                {
                    break;
                }
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenCount < room ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
    }

    private static bool WriteCause(Utf8JsonWriter writer, Exception cause, int room)
    {
        // What is still to come after the cause fits in the reserve.
        const int Reserve = 256;
        var document = Create(cause, room - (int)(writer.BytesCommitted + writer.BytesPending) - Reserve);
        writer.WriteRawValue(document ?? TooLarge);
        return document is not null;
    }

    private static void WriteStackTrace(Utf8JsonWriter writer, Exception exception)
    {
        if (string.IsNullOrEmpty(exception.StackTrace))
        {
            return;
        }

        writer.WriteStartArray("stackTrace");
        foreach (var line in new StackTrace(exception, fNeedFileInfo: true).ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }
}
