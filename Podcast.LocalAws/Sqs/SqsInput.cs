using System.Text;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Sqs;

/// <summary>Reads the members of requests and batch entries.</summary>
internal static class SqsInput
{
    private const int MaxAttributes = 10;

    public static string Text(JsonObject input, string name) => OptionalText(input, name) ?? throw SqsErrors.Missing(name);

    public static string? OptionalText(JsonObject input, string name) => input[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw SqsErrors.Bad("SerializationException", $"{name} has to be a string."),
    };

    public static int? Number(JsonObject input, string name, int from, int to) => input[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) && number >= from && number <= to => number,
        var other => throw SqsErrors.OutOfRange(name, other.ToJsonString(), from, to),
    };

    public static TimeSpan? Seconds(JsonObject input, string name, int to) => Number(input, name, 0, to) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public static IReadOnlyList<string> Names(JsonObject input, string name) =>
        input[name] is JsonArray names ? [.. names.Select(each => each?.ToString() ?? "")] : [];

    /// <summary>The attributes that a caller requests; <c>All</c> means every one.</summary>
    public static JsonObject Select(JsonObject members, IReadOnlyCollection<string> wanted) => wanted.Contains("All")
        ? members
        : new(members.Where(member => wanted.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    /// <summary>The body, with only those characters that XML has.</summary>
    public static string Body(JsonObject input)
    {
        var body = Text(input, "MessageBody");
        if (body.Length == 0)
        {
            throw SqsErrors.Missing("MessageBody");
        }

        return body.All(symbol => symbol is '\t' or '\n' or '\r' or (>= ' ' and not ('\uFFFE' or '\uFFFF')))
            ? body
            : throw SqsErrors.Bad(
                "InvalidMessageContents",
                "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.");
    }

    public static SortedDictionary<string, MessageAttribute> Attributes(JsonObject input)
    {
        if (input["MessageAttributes"] is not JsonObject members || members.Count == 0)
        {
            return QueueMessage.NoAttributes;
        }

        if (members.Count > MaxAttributes)
        {
            throw SqsErrors.Invalid($"Number of message attributes [{members.Count}] exceeds the allowed maximum [{MaxAttributes}].");
        }

        var attributes = new SortedDictionary<string, MessageAttribute>(StringComparer.Ordinal);
        foreach (var (name, member) in members)
        {
            attributes[name] = Attribute(name, member as JsonObject ?? []);
        }

        return attributes;
    }

    public static int SizeOf(string body, SortedDictionary<string, MessageAttribute> attributes) =>
        Encoding.UTF8.GetByteCount(body) + attributes.Sum(attribute =>
            Encoding.UTF8.GetByteCount(attribute.Key) + Encoding.UTF8.GetByteCount(attribute.Value.DataType)
            + (attribute.Value.Bytes?.Length ?? Encoding.UTF8.GetByteCount(attribute.Value.Text!)));

    private static MessageAttribute Attribute(string name, JsonObject member)
    {
        var type = OptionalText(member, "DataType") ?? "";
        var text = OptionalText(member, "StringValue");
        var bytes = OptionalText(member, "BinaryValue");
        return type.Split('.')[0] switch
        {
            "String" or "Number" when text is { Length: > 0 } => new(type, text),
            "Binary" when bytes is { Length: > 0 } => new(type, null, Decode(name, bytes)),
            "String" or "Number" or "Binary" =>
                throw SqsErrors.Invalid($"Message (user) attribute '{name}' must contain a non-empty value of type '{type}'."),
            _ => throw SqsErrors.Invalid(
                $"The type of message (user) attribute '{name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String."),
        };
    }

    private static byte[] Decode(string name, string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw SqsErrors.Bad("SerializationException", $"BinaryValue of {name} has to be base64.");
        }
    }
}
