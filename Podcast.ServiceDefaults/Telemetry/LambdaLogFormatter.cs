using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Podcast.Telemetry;

/// <summary>
/// Writes a record as Lambda's log format JSON has it: one object a line with <c>timestamp</c>, <c>level</c> and <c>message</c>, the arguments of its template as members, and
/// <c>errorType</c>, <c>errorMessage</c> and <c>stackTrace</c> of an exception. So one filter pattern finds these records and those of the runtime client. See
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html and https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html.
/// </summary>
internal sealed class LambdaLogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "lambda";

    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // An argument of one of these names is in the message, and must not take its place.
    private static readonly HashSet<string> OwnMembers = new(StringComparer.Ordinal)
    {
        "timestamp", "level", "message", "category", "eventId", "errorType", "errorMessage", "stackTrace",
    };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("level", logEntry.LogLevel.ToString());
            writer.WriteString("message", message);
            writer.WriteString("category", logEntry.Category);
            if (logEntry.EventId.Id != 0)
            {
                writer.WriteNumber("eventId", logEntry.EventId.Id);
            }

            WriteArguments(writer, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
            WriteException(writer, logEntry.Exception);
            writer.WriteEndObject();
        }

        // The line and its end in one: the runtime client passes on as it is what is written so.
        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }

    private static void WriteArguments(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, object?>> arguments)
    {
        foreach (var (name, value) in arguments.Where(argument => argument.Key != Template && !OwnMembers.Contains(argument.Key)).DistinctBy(argument => argument.Key))
        {
            writer.WritePropertyName(name);
            switch (value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case byte or sbyte or short or ushort or int or uint or long:
                    writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                case float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                    writer.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                    break;
                case decimal number:
                    writer.WriteNumberValue(number);
                    break;
                case DateTimeOffset at:
                    writer.WriteStringValue(at);
                    break;
                default:
                    writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    private static void WriteException(Utf8JsonWriter writer, Exception? exception)
    {
        if (exception is null)
        {
            return;
        }

        writer.WriteString("errorType", exception.GetType().FullName);
        writer.WriteString("errorMessage", exception.Message);
        writer.WriteStartArray("stackTrace");
        foreach (var line in exception.ToString().Split('\n', StringSplitOptions.TrimEntries))
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }
}
