using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.EventBridge.Patterns;

/// <summary>Reads the conditions of a field: values, and the comparison operators of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.</summary>
internal static class FieldMatchers
{
    // EventBridge compares numbers in this range with a precision of six digits behind the point.
    private const decimal LargestNumber = 5_000_000_000m;

    /// <exception cref="EventPatternException">There is no such operator, or its operand is wrong.</exception>
    public static IFieldMatcher Parse(JsonNode? condition)
    {
        if (condition is JsonArray)
        {
            throw new EventPatternException("Match value must be String, number, true, false, or null");
        }

        if (condition is not JsonObject { } operation)
        {
            return new FieldMatcher(value => AreEqual(value, condition));
        }

        if (operation.Count != 1)
        {
            throw new EventPatternException("Only one key allowed in match expression");
        }

        var (name, operand) = operation.First();
        return name switch
        {
            "prefix" => Text(StringTest(name, operand, (value, text, comparison) => value.StartsWith(text, comparison))),
            "suffix" => Text(StringTest(name, operand, (value, text, comparison) => value.EndsWith(text, comparison))),
            "equals-ignore-case" => Text(StringTest(name, operand, (value, text, _) => value.Equals(text, StringComparison.OrdinalIgnoreCase))),
            "wildcard" => Text(Wildcard(operand)),
            "cidr" => Text(Cidr(operand)),
            "exists" => Exists(operand),
            "numeric" => Numeric(operand),
            "anything-but" => AnythingBut(operand),
            _ => throw new EventPatternException($"Unrecognized match type {name}"),
        };
    }

    private static FieldMatcher Text(Predicate<string> test) => new(value => FindText(value) is { } text && test(text));

    private static FieldMatcher Exists(JsonNode? operand) => operand?.GetValueKind() switch
    {
        JsonValueKind.True => new(_ => true),
        JsonValueKind.False => new(_ => false, matchesAbsent: true),
        _ => throw new EventPatternException("exists match pattern must be either true or false."),
    };

    private static FieldMatcher AnythingBut(JsonNode? operand)
    {
        switch (operand)
        {
            case JsonObject { Count: 1 } nested when nested.First() is { Key: "prefix" or "suffix" or "equals-ignore-case" or "wildcard" } inner:
                var excluded = (inner.Value is JsonArray several ? [.. several] : new List<JsonNode?> { inner.Value })
                    .ConvertAll(item => Parse(new JsonObject { [inner.Key] = item?.DeepClone() }));
                return new(value => FindText(value) is not null && !excluded.Exists(matcher => matcher.Matches(value)));
            case JsonArray { Count: > 0 } values when values.All(IsScalar):
                return new(value => !values.Any(other => AreEqual(value, other)));
            case JsonValue single:
                return new(value => !AreEqual(value, single));
            default:
                throw new EventPatternException("Value of anything-but must be an array or single string/number value.");
        }
    }

    private static FieldMatcher Numeric(JsonNode? operand)
    {
        if (operand is not JsonArray { Count: 2 or 4 } parts)
        {
            throw new EventPatternException("Value of numeric must be an array.");
        }

        var tests = new List<Predicate<decimal>>();
        for (var i = 0; i < parts.Count; i += 2)
        {
            var bound = FindNumber(parts[i + 1]) ?? throw new EventPatternException("Value of comparison operator must be numeric");
            if (Math.Abs(bound) > LargestNumber)
            {
                throw new EventPatternException("Value must be between -5.0E9 and 5.0E9, inclusive");
            }

            tests.Add(FindText(parts[i]) switch
            {
                "=" when parts.Count == 2 => number => number == bound,
                "<" => number => number < bound,
                "<=" => number => number <= bound,
                ">" => number => number > bound,
                ">=" => number => number >= bound,
                var other => throw new EventPatternException($"Unrecognized numeric range operator: {other}"),
            });
        }

        return new(value => FindNumber(value) is { } number && tests.TrueForAll(test => test(number)));
    }

    private static Predicate<string> StringTest(string name, JsonNode? operand, Func<string, string, StringComparison, bool> test)
    {
        var ignoreCase = operand is JsonObject { Count: 1 } nested && name is "prefix" or "suffix" && nested.ContainsKey("equals-ignore-case");
        var text = FindText(ignoreCase ? operand!["equals-ignore-case"] : operand) ?? throw new EventPatternException($"{name} match pattern must be a string");
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return value => test(value, text, comparison);
    }

    private static Predicate<string> Wildcard(JsonNode? operand)
    {
        var text = FindText(operand) ?? throw new EventPatternException("wildcard match pattern must be a string");
        var pattern = WildcardPattern.Parse(text);
        return pattern.Matches;
    }

    private static Predicate<string> Cidr(JsonNode? operand)
    {
        if (FindText(operand) is not { } text || !IPNetwork.TryParse(text, out var network))
        {
            throw new EventPatternException("Malformed CIDR, one '/' required");
        }

        return value => IPAddress.TryParse(value, out var address) && network.Contains(address);
    }

    // Numbers are compared as they are written: 300, 300.0 and 3.0e2 are three values.
    private static bool AreEqual(JsonNode? left, JsonNode? right) =>
        left?.GetValueKind() == right?.GetValueKind()
        && (FindText(left) is { } text ? text == FindText(right) : left?.ToJsonString() == right?.ToJsonString());

    private static bool IsScalar(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number;

    private static string? FindText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static decimal? FindNumber(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
