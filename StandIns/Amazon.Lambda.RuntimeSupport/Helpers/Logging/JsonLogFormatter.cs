using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>One JSON object a record; each argument of the template is a member of its own.</summary>
internal sealed class JsonLogFormatter : ILogFormatter
{
    private readonly MessageTemplateCache _templates = new();

    public string Format(in LogRecord record)
    {
        var template = record.Arguments.Length == 0 ? null : _templates.Get(record.Template);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("timestamp", LogValue.Format(record.Timestamp));
        writer.WriteString("level", record.Level.ToString());
        WriteUnlessEmpty(writer, "requestId", record.Invocation?.AwsRequestId);
        WriteUnlessEmpty(writer, "tenantId", record.Invocation?.TenantId);
        WriteUnlessEmpty(writer, "traceId", record.Invocation?.TraceId);
        writer.WriteString("message", template is null ? record.Template : template.Render(record.Arguments));
        if (template is not null)
        {
            foreach (var (property, argument) in template.Pair(record.Arguments))
            {
                if (argument is not null)
                {
                    writer.WritePropertyName(property.Name);
                    WriteArgument(writer, argument, property);
                }
            }
        }

        WriteException(writer, record.Exception);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteArgument(Utf8JsonWriter writer, object argument, MessageProperty property)
    {
        switch (argument)
        {
            case IDictionary dictionary:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in dictionary)
                {
                    writer.WritePropertyName(entry.Key.ToString() ?? string.Empty);
                    LogValue.Write(writer, entry.Value, property);
                }

                writer.WriteEndObject();
                break;
            case IList list and not IList<byte>:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    LogValue.Write(writer, item, property);
                }

                writer.WriteEndArray();
                break;
            default:
                LogValue.Write(writer, argument, property);
                break;
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
