using System.Text.Json;

namespace Podcast.LocalAws.Logs.Patterns;

/// <summary>A field of a JSON message, such as <c>$.record.metrics.durationMs</c> or <c>$.users[*].name</c>.</summary>
/// <param name="steps">Names of members, indexes of elements as numbers, or <c>null</c> for every element.</param>
internal sealed class JsonSelector(IReadOnlyList<object?> steps)
{
    /// <summary>The values that the field has; none when it does not exist.</summary>
    public IReadOnlyList<JsonElement> Find(JsonElement root)
    {
        IReadOnlyList<JsonElement> found = [root];
        foreach (var step in steps)
        {
            found = [.. found.SelectMany(value => Step(value, step))];
        }

        return found;
    }

    private static IEnumerable<JsonElement> Step(JsonElement value, object? step) => (step, value.ValueKind) switch
    {
        (string name, JsonValueKind.Object) => value.TryGetProperty(name, out var member) ? [member] : [],
        (int index, JsonValueKind.Array) => index < value.GetArrayLength() ? [value[index]] : [],
        (null, JsonValueKind.Array) => value.EnumerateArray(),
        (null, JsonValueKind.Object) => value.EnumerateObject().Select(member => member.Value),
        _ => [],
    };
}
