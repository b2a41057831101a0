#nullable disable

using System.Buffers;
using System.Text;
using System.Text.Json;
using static Amazon.Lambda.DynamoDBEvents.DynamoDBEvent;

namespace Amazon.Lambda.DynamoDBEvents;

/// <summary>Turns items into plain JSON, without the types of DynamoDB's own.</summary>
public static class ExtensionMethods
{
    /// <summary>The item as one line of JSON; binaries are base64, sets are arrays.</summary>
    public static string ToJson(this Dictionary<string, AttributeValue> item) => ToJson(item, indented: false);

    /// <summary>The item as indented JSON.</summary>
    public static string ToJsonPretty(this Dictionary<string, AttributeValue> item) => ToJson(item, indented: true);

    private static string ToJson(Dictionary<string, AttributeValue> item, bool indented)
    {
        if (item is null or { Count: 0 })
        {
            return "{}";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented });
        WriteMap(writer, item);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, AttributeValue value)
    {
        switch (value)
        {
            case { S: { } text }:
                writer.WriteStringValue(text);
                break;
            case { N: { } number }:
                writer.WriteRawValue(number);
                break;
            case { B: { } bytes }:
                writer.WriteBase64StringValue(bytes.ToArray());
                break;
            case { BOOL: { } boolean }:
                writer.WriteBooleanValue(boolean);
                break;
            case { NULL: not null }:
                writer.WriteNullValue();
                break;
            case { M: { } map }:
                WriteMap(writer, map);
                break;
            case { L: { } list }:
                WriteList(writer, list, item => Write(writer, item));
                break;
            case { SS: { } texts }:
                WriteList(writer, texts, writer.WriteStringValue);
                break;
            case { NS: { } numbers }:
                WriteList(writer, numbers, number => writer.WriteRawValue(number));
                break;
            case { BS: { } binaries }:
                WriteList(writer, binaries, bytes => writer.WriteBase64StringValue(bytes.ToArray()));
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, Dictionary<string, AttributeValue> map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, List<T> items, Action<T> write)
    {
        writer.WriteStartArray();
        items.ForEach(write);
        writer.WriteEndArray();
    }
}
