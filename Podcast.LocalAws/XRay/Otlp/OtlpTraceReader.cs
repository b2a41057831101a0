using System.Text.Json.Nodes;

namespace Podcast.LocalAws.XRay.Otlp;

/// <summary>
/// Reads an <c>ExportTraceServiceRequest</c>: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto. Field
/// numbers are those of that file.
/// </summary>
internal static class OtlpTraceReader
{
    private const int MaxDepth = 16;
    private const long NanosecondsPerTick = 100;

    private static readonly string[] Kinds = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
    private static readonly string[] Statuses = ["UNSET", "OK", "ERROR"];

    /// <exception cref="InvalidDataException">The body is malformed.</exception>
    public static IReadOnlyList<OtlpSpan> Read(ReadOnlySpan<byte> body)
    {
        var spans = new List<OtlpSpan>();
        var request = new ProtobufReader(body);
        while (request.Next())
        {
            if (request.Field == 1)
            {
                ReadResourceSpans(request.ReadBytes(), spans);
            }
            else
            {
                request.Skip();
            }
        }

        return spans;
    }

    // The resource may follow its spans on the wire, and the scope as well.
    private static void ReadResourceSpans(ReadOnlySpan<byte> message, List<OtlpSpan> spans)
    {
        var first = spans.Count;
        var resource = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    resource = ReadAttributesOf(reader.ReadBytes(), field: 1);
                    break;
                case 2:
                    ReadScopeSpans(reader.ReadBytes(), spans);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        foreach (var span in spans.Skip(first))
        {
            span.Document["resource"] = new JsonObject { ["attributes"] = resource.DeepClone() };
        }
    }

    private static void ReadScopeSpans(ReadOnlySpan<byte> message, List<OtlpSpan> spans)
    {
        var first = spans.Count;
        var scope = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    scope = ReadScope(reader.ReadBytes());
                    break;
                case 2:
                    spans.Add(ReadSpan(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        foreach (var span in spans.Skip(first))
        {
            span.Document["scope"] = scope.DeepClone();
        }
    }

    private static JsonObject ReadScope(ReadOnlySpan<byte> message)
    {
        var scope = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    scope["name"] = reader.ReadText();
                    break;
                case 2:
                    scope["version"] = reader.ReadText();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return scope;
    }

    private static OtlpSpan ReadSpan(ReadOnlySpan<byte> message)
    {
        var span = new JsonObject();
        var attributes = new JsonObject();
        var links = new JsonArray();
        var events = new JsonArray();
        ulong start = 0;
        ulong end = 0;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    span["traceId"] = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case 2:
                    span["spanId"] = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case 4:
                    span["parentSpanId"] = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case 5:
                    span["name"] = reader.ReadText();
                    break;
                case 6:
                    span["kind"] = Name(Kinds, reader.ReadNumber());
                    break;
                case 7:
                    start = reader.ReadNumber();
                    break;
                case 8:
                    end = reader.ReadNumber();
                    break;
                case 9:
                    AddAttribute(attributes, reader.ReadBytes(), depth: 0);
                    break;
                case 11:
                    events.Add(ReadEvent(reader.ReadBytes()));
                    break;
                case 13:
                    links.Add(ReadLink(reader.ReadBytes()));
                    break;
                case 15:
                    span["status"] = ReadStatus(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        span["startTimeUnixNano"] = start;
        span["endTimeUnixNano"] = end;
        span["durationNano"] = end > start ? end - start : 0;
        span["attributes"] = attributes;
        span["events"] = events;
        span["links"] = links;
        return new(message.Length, DateTimeOffset.UnixEpoch.AddTicks((long)(start / NanosecondsPerTick)), span);
    }

    private static JsonObject ReadEvent(ReadOnlySpan<byte> message)
    {
        var found = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    found["timeUnixNano"] = reader.ReadNumber();
                    break;
                case 2:
                    found["name"] = reader.ReadText();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        found["attributes"] = ReadAttributesOf(message, field: 3);
        return found;
    }

    private static JsonObject ReadLink(ReadOnlySpan<byte> message)
    {
        var link = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    link["traceId"] = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case 2:
                    link["spanId"] = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return link;
    }

    private static JsonObject ReadStatus(ReadOnlySpan<byte> message)
    {
        var status = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    status["message"] = reader.ReadText();
                    break;
                case 3:
                    status["code"] = Name(Statuses, reader.ReadNumber());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return status;
    }

    private static JsonObject ReadAttributesOf(ReadOnlySpan<byte> message, int field)
    {
        var attributes = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                AddAttribute(attributes, reader.ReadBytes(), depth: 0);
            }
            else
            {
                reader.Skip();
            }
        }

        return attributes;
    }

    private static void AddAttribute(JsonObject attributes, ReadOnlySpan<byte> message, int depth)
    {
        var key = "";
        JsonNode? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.ReadText();
                    break;
                case 2:
                    value = ReadValue(reader.ReadBytes(), depth);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        attributes[key] = value;
    }

    private static JsonNode? ReadValue(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException($"An attribute's value is nested deeper than {MaxDepth} levels.");
        }

        JsonNode? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    value = reader.ReadText();
                    break;
                case 2:
                    value = reader.ReadNumber() != 0;
                    break;
                case 3:
                    value = (long)reader.ReadNumber();
                    break;
                case 4:
                    value = Number(reader.ReadDouble());
                    break;
                case 5:
                    value = ReadArray(reader.ReadBytes(), depth);
                    break;
                case 6:
                    value = ReadMembers(reader.ReadBytes(), depth);
                    break;
                case 7:
                    value = Convert.ToBase64String(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    private static JsonArray ReadArray(ReadOnlySpan<byte> message, int depth)
    {
        var values = new JsonArray();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                values.Add(ReadValue(reader.ReadBytes(), depth + 1));
            }
            else
            {
                reader.Skip();
            }
        }

        return values;
    }

    private static JsonObject ReadMembers(ReadOnlySpan<byte> message, int depth)
    {
        var members = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                AddAttribute(members, reader.ReadBytes(), depth + 1);
            }
            else
            {
                reader.Skip();
            }
        }

        return members;
    }

    // JSON has no infinity.
    private static JsonNode Number(double value) => double.IsFinite(value) ? value : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Name(string[] names, ulong value) => value < (ulong)names.Length ? names[value] : names[0];
}
