using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace Podcast.Functions.EventPublisher;

/// <summary>A change of an item, as a table's stream has it: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html.</summary>
/// <param name="SequenceNumber">Where the stream has to be read again from, should this fail.</param>
/// <param name="CreatedAt">When it happened, in seconds since 1970.</param>
/// <param name="Key">The item's partition key.</param>
/// <param name="OldImage">The item before; null when there was none.</param>
/// <param name="NewImage">The item after; null when it was deleted.</param>
internal sealed record StreamRecord(
    string SequenceNumber, long CreatedAt, string Key, Dictionary<string, AttributeValue>? OldImage, Dictionary<string, AttributeValue>? NewImage)
{
    /// <returns>Null when the event is none of a stream.</returns>
    public static IReadOnlyList<StreamRecord>? ReadAll(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty("Records", out var records) && records.ValueKind == JsonValueKind.Array
            ? [.. records.EnumerateArray().Select(Read)]
            : null;

    private static StreamRecord Read(JsonElement record)
    {
        var change = record.GetProperty("dynamodb");
        return new(
            change.GetProperty("SequenceNumber").GetString()!,
            change.TryGetProperty("ApproximateCreationDateTime", out var time) ? (long)time.GetDouble() : 0,
            change.GetProperty("Keys").GetProperty("pk").GetProperty("S").GetString()!,
            FindImage(change, "OldImage"),
            FindImage(change, "NewImage"));
    }

    private static Dictionary<string, AttributeValue>? FindImage(JsonElement change, string name) =>
        change.TryGetProperty(name, out var image) ? ReadMap(image) : null;

    private static Dictionary<string, AttributeValue> ReadMap(JsonElement map) =>
        map.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => ReadValue(attribute.Value), StringComparer.Ordinal);

    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html; what no event is made of is left empty.
    private static AttributeValue ReadValue(JsonElement value)
    {
        var (type, content) = value.EnumerateObject().Select(member => (member.Name, member.Value)).First();
        return type switch
        {
            "S" => new() { S = content.GetString() },
            "N" => new() { N = content.GetString() },
            "BOOL" => new() { BOOL = content.GetBoolean() },
            "SS" => new() { SS = [.. content.EnumerateArray().Select(text => text.GetString()!)] },
            "L" => new() { L = [.. content.EnumerateArray().Select(ReadValue)] },
            "M" => new() { M = ReadMap(content) },
            _ => new(),
        };
    }
}
