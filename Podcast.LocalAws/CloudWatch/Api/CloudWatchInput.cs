using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>
/// Reads the members of a request. In the Query protocol, and in templates, numbers, flags and times are texts; in the others they have types of their own.
/// </summary>
internal static class CloudWatchInput
{
    public static string? Text(JsonObject input, string name) => input[name] is { } node
        ? node is JsonValue value ? value.ToString() : throw CloudWatchErrors.Invalid($"The parameter {name} has to be a text.")
        : null;

    public static string RequiredText(JsonObject input, string name) =>
        Text(input, name) is { Length: > 0 } text ? text : throw CloudWatchErrors.Missing(name);

    public static double? Number(JsonObject input, string name) => input[name] is { } node ? Number(node, name) : null;

    public static double Number(JsonNode? node, string name) =>
        node is JsonValue value && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw CloudWatchErrors.Invalid($"The parameter {name} has to be a number.");

    public static int? Integer(JsonObject input, string name, int smallest, int largest)
    {
        var number = Number(input, name);
        return number is null || (number == Math.Floor(number.Value) && number >= smallest && number <= largest)
            ? (int?)number
            : throw CloudWatchErrors.Invalid($"The parameter {name} has to be a whole number from {smallest} to {largest}.");
    }

    public static bool Flag(JsonObject input, string name, bool otherwise) => Text(input, name) is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : otherwise;

    /// <summary>A point in time: seconds since 1970, or a text of ISO 8601.</summary>
    public static DateTimeOffset? Time(JsonObject input, string name)
    {
        if (Text(input, name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 253_402_300_800)
        {
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw CloudWatchErrors.Invalid($"The parameter {name} has to be a timestamp.");
    }

    public static DateTimeOffset RequiredTime(JsonObject input, string name) => Time(input, name) ?? throw CloudWatchErrors.Missing(name);

    public static IReadOnlyList<JsonObject> Objects(JsonObject input, string name) =>
        [.. Items(input, name).Select(item => item as JsonObject ?? throw CloudWatchErrors.Invalid($"The parameter {name} has to be a list of structures."))];

    public static IReadOnlyList<string> Texts(JsonObject input, string name) =>
        [.. Items(input, name).Select(item => item is JsonValue value ? value.ToString() : throw CloudWatchErrors.Invalid($"The parameter {name} has to be a list of texts."))];

    public static IReadOnlyList<double> Numbers(JsonObject input, string name) => [.. Items(input, name).Select(item => Number(item, name))];

    public static double ToSeconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>One page of a list, and the token of the next one.</summary>
    public static (IReadOnlyList<T> Page, string? NextToken) Page<T>(IReadOnlyList<T> all, JsonObject input, int size)
    {
        var start = Text(input, "NextToken") is not { } token ? 0
            : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position <= all.Count ? position
            : throw CloudWatchErrors.InvalidToken();
        var page = all.Skip(start).Take(size).ToList();
        var next = start + page.Count;
        return (page, next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static JsonArray Items(JsonObject input, string name) => input[name] switch
    {
        null => [],
        JsonArray items => items,
        // An empty list of the Query protocol.
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.ToString().Length == 0 => [],
        _ => throw CloudWatchErrors.Invalid($"The parameter {name} has to be a list."),
    };
}
