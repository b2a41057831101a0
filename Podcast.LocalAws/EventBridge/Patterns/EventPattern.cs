using System.Text.Json.Nodes;

namespace Podcast.LocalAws.EventBridge.Patterns;

/// <summary>
/// Which events a rule takes. Every field that is named has to match, and what is not named does not count. See
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html and
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.
/// </summary>
internal sealed class EventPattern
{
    private const int MaxDepth = 32;

    private readonly IReadOnlyList<(string Name, EventPattern? Nested, IReadOnlyList<IFieldMatcher> Matchers)> _fields;
    private readonly IReadOnlyList<EventPattern> _alternatives;

    private EventPattern(
        IReadOnlyList<(string Name, EventPattern? Nested, IReadOnlyList<IFieldMatcher> Matchers)> fields, IReadOnlyList<EventPattern> alternatives)
    {
        _fields = fields;
        _alternatives = alternatives;
    }

    /// <exception cref="EventPatternException">The pattern is not valid.</exception>
    public static EventPattern Parse(JsonObject pattern) => Parse(pattern, 1);

    public bool Matches(JsonObject json) =>
        _fields.All(field => Matches(field, json)) && (_alternatives.Count == 0 || _alternatives.Any(alternative => alternative.Matches(json)));

    private static EventPattern Parse(JsonObject pattern, int depth)
    {
        if (pattern.Count == 0)
        {
            throw new EventPatternException(depth == 1 ? "Filter is empty" : "Empty objects are not allowed");
        }

        if (depth > MaxDepth)
        {
            throw new EventPatternException("Event pattern is too complex");
        }

        var fields = new List<(string, EventPattern?, IReadOnlyList<IFieldMatcher>)>();
        IReadOnlyList<EventPattern> alternatives = [];
        foreach (var (name, value) in pattern)
        {
            switch (value)
            {
                case JsonArray { Count: > 1 } array when name == "$or" && array.All(item => item is JsonObject):
                    alternatives = [.. array.Select(item => Parse((JsonObject)item!, depth + 1))];
                    break;
                case JsonObject nested:
                    fields.Add((name, Parse(nested, depth + 1), []));
                    break;
                case JsonArray { Count: > 0 } matchers:
                    fields.Add((name, null, [.. matchers.Select(FieldMatchers.Parse)]));
                    break;
                case JsonArray:
                    throw new EventPatternException($"Empty arrays are not allowed at \"{name}\"");
                default:
                    throw new EventPatternException($"\"{name}\" must be an object or an array");
            }
        }

        return new(fields, alternatives);
    }

    private static bool Matches((string Name, EventPattern? Nested, IReadOnlyList<IFieldMatcher> Matchers) field, JsonObject json)
    {
        var isPresent = json.TryGetPropertyValue(field.Name, out var value);
        if (field.Nested is { } nested)
        {
            // One element has to match as a whole: fields of different elements do not add up. Conditions that require absence hold in nothing.
            return value switch
            {
                JsonObject child => nested.Matches(child),
                JsonArray array => array.OfType<JsonObject>().Any(nested.Matches),
                _ => nested.Matches([]),
            };
        }

        // An empty array or an object is no value: the field is not there, as far as conditions go.
        var values = !isPresent || value is JsonObject ? [] : value is JsonArray items ? Flatten(items) : [value];
        return values.Count == 0
            ? field.Matchers.Any(matcher => matcher.MatchesAbsent)
            : field.Matchers.Any(matcher => values.Any(matcher.Matches));
    }

    private static List<JsonNode?> Flatten(JsonArray array) =>
        [.. array.SelectMany(item => item is JsonArray inner ? Flatten(inner) : item is JsonObject ? [] : [item])];
}
