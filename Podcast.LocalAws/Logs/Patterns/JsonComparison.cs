using System.Globalization;
using System.Text.Json;

namespace Podcast.LocalAws.Logs.Patterns;

/// <summary>Compares a field with a value: numbers with numbers, texts with texts, in which <c>*</c> stands for any characters.</summary>
internal static class JsonComparison
{
    /// <param name="selector">The field.</param>
    /// <param name="symbol">One of = != &lt; &gt; &lt;= &gt;=.</param>
    /// <param name="value">The text to compare with.</param>
    /// <param name="isQuoted">Whether it stands in quotation marks, and so is no number.</param>
    public static Func<JsonElement, bool> Create(JsonSelector selector, string symbol, string value, bool isQuoted)
    {
        var isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !isQuoted;
        return symbol switch
        {
            "=" => root => selector.Find(root).Any(found => IsEqual(found)),
            "!=" => root => selector.Find(root) is { Count: > 0 } found && found.All(each => !IsEqual(each)),
            _ when !isNumber => throw FilterPattern.Malformed(value, $"{symbol} compares with a number"),
            "<" => root => Numbers(root).Any(found => found < number),
            ">" => root => Numbers(root).Any(found => found > number),
            "<=" => root => Numbers(root).Any(found => found <= number),
            _ => root => Numbers(root).Any(found => found >= number),
        };

        bool IsEqual(JsonElement found) => found.ValueKind switch
        {
            JsonValueKind.Number => isNumber && found.GetDouble() == number,
            JsonValueKind.String => Fits(found.GetString()!, value),
            _ => false,
        };

        IEnumerable<double> Numbers(JsonElement root) =>
            selector.Find(root).Where(found => found.ValueKind == JsonValueKind.Number).Select(found => found.GetDouble());
    }

    private static bool Fits(string text, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return text == pattern;
        }

        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var position = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var at = text.IndexOf(part, position, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            position = at + part.Length;
        }

        return text.Length - position >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
