using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Podcast.Functions.Storage;

/// <summary>Reading and writing the attributes of items, with an error that names the attribute that is missing.</summary>
internal static class ItemAttributes
{
    public static AttributeValue Text(string value) => new() { S = value };

    public static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Number(decimal value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue TextSet(IEnumerable<string> values) => new() { SS = [.. values] };

    public static AttributeValue TextList(IEnumerable<string> values) => new() { L = [.. values.Select(Text)] };

    public static void AddText(this Dictionary<string, AttributeValue> item, string name, string? value)
    {
        if (value is not null)
        {
            item[name] = Text(value);
        }
    }

    public static string GetText(this Dictionary<string, AttributeValue> item, string name) =>
        item.FindText(name) ?? throw Missing(name);

    public static string? FindText(this Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) ? value.S : null;

    public static long GetNumber(this Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) && long.TryParse(value.N, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Missing(name);

    public static decimal GetDecimal(this Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) && decimal.TryParse(value.N, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Missing(name);

    public static IReadOnlyList<string> GetTextSet(this Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) ? value.SS ?? [] : [];

    public static IReadOnlyList<string> GetTextList(this Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) ? [.. (value.L ?? []).Select(entry => entry.S)] : [];

    private static InvalidDataException Missing(string name) => new($"The item's attribute '{name}' is missing or of another type.");
}
