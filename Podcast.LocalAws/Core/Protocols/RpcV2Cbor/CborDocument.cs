using System.Formats.Cbor;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Protocols.RpcV2Cbor;

/// <summary>Reads CBOR as the document that the JSON protocol has for it, and writes a document as CBOR.</summary>
internal static class CborDocument
{
    private const int MaxDepth = 32;

    /// <exception cref="AwsException">It is no CBOR, or none that a request has: SerializationException.</exception>
    public static JsonObject Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return [];
        }

        try
        {
            var reader = new CborReader(body, CborConformanceMode.Lax);
            var document = Read(reader, 0) as JsonObject ?? throw Malformed("the request is no map");
            return reader.BytesRemaining == 0 ? document : throw Malformed("something follows the map");
        }
        catch (Exception reason) when (reason is CborContentException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw Malformed(reason.Message);
        }
    }

    /// <param name="output">The result.</param>
    /// <param name="isTimestamp">Whether a member of a name holds seconds since 1970.</param>
    public static byte[] Write(JsonObject output, Func<string, bool> isTimestamp)
    {
        var writer = new CborWriter();
        Write(writer, output, false, isTimestamp);
        return writer.Encode();
    }

    private static JsonNode? Read(CborReader reader, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Malformed($"it is nested deeper than {MaxDepth} levels");
        }

        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                return ReadMap(reader, depth);
            case CborReaderState.StartArray:
                return ReadArray(reader, depth);
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return reader.ReadTextString();
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return reader.ReadInt64();
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return reader.ReadDouble() is var number && double.IsFinite(number) ? number : throw Malformed("a number is not finite");
            case CborReaderState.Boolean:
                return reader.ReadBoolean();
            case CborReaderState.Null:
                reader.SkipValue();
                return null;
            case CborReaderState.Tag:
                // A timestamp is a tagged number of seconds.
                reader.ReadTag();
                return Read(reader, depth + 1);
            default:
                throw Malformed($"it has a {reader.PeekState()} where no member has one");
        }
    }

    private static JsonObject ReadMap(CborReader reader, int depth)
    {
        var map = new JsonObject();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            map[name] = Read(reader, depth + 1);
        }

        reader.ReadEndMap();
        return map;
    }

    private static JsonArray ReadArray(CborReader reader, int depth)
    {
        var array = new JsonArray();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            array.Add(Read(reader, depth + 1));
        }

        reader.ReadEndArray();
        return array;
    }

    private static void Write(CborWriter writer, JsonNode node, bool isTime, Func<string, bool> isTimestamp)
    {
        switch (node)
        {
            case JsonObject map:
                var members = map.Where(member => member.Value is not null).ToList();
                writer.WriteStartMap(members.Count);
                foreach (var (name, value) in members)
                {
                    writer.WriteTextString(name);
                    Write(writer, value!, isTimestamp(name), isTimestamp);
                }

                writer.WriteEndMap();
                break;
            case JsonArray array:
                writer.WriteStartArray(array.Count);
                foreach (var item in array)
                {
                    Write(writer, item!, isTime, isTimestamp);
                }

                writer.WriteEndArray();
                break;
            case JsonValue value:
                WriteValue(writer, value, isTime);
                break;
        }
    }

    private static void WriteValue(CborWriter writer, JsonValue value, bool isTime)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                writer.WriteTextString(value.GetValue<string>());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean(value.GetValue<bool>());
                break;
            case JsonValueKind.Number when !isTime && value.TryGetValue<int>(out var integer):
                writer.WriteInt32(integer);
                break;
            default:
                if (isTime)
                {
                    writer.WriteTag(CborTag.UnixTimeSeconds);
                }

                writer.WriteDouble(value.GetValue<double>());
                break;
        }
    }

    private static AwsException Malformed(string reason) =>
        new("SerializationException", $"The body cannot be read as CBOR: {reason}.", StatusCodes.Status400BadRequest);
}
