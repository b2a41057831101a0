using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge.Targets;

/// <summary>A path such as <c>$.detail.object.key</c> or <c>$.resources[0]</c>; filters and wildcards are not covered.</summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<(string? Name, int Index)> _steps;

    private JsonPath(IReadOnlyList<(string? Name, int Index)> steps) => _steps = steps;

    /// <exception cref="TemplateException">The text is no such path.</exception>
    public static JsonPath Parse(string text, string path)
    {
        if (!text.StartsWith('$'))
        {
            throw Invalid(text, path);
        }

        var steps = new List<(string?, int)>();
        for (var i = 1; i < text.Length;)
        {
            int end;
            if (text[i] == '.')
            {
                end = text.AsSpan(i + 1).IndexOfAny('.', '[');
                end = end < 0 ? text.Length : i + 1 + end;
                steps.Add(end > i + 1 ? (text[(i + 1)..end], 0) : throw Invalid(text, path));
            }
            else if (text[i] == '[' && text.IndexOf(']', i) is > 0 and var close)
            {
                var inner = text[(i + 1)..close];
                end = close + 1;
                steps.Add(inner switch
                {
                    ['\'', .. var name, '\''] => (name, 0),
                    ['"', .. var name, '"'] => (name, 0),
                    _ when int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => (null, index),
                    _ => throw Invalid(text, path),
                });
            }
            else
            {
                throw Invalid(text, path);
            }

            i = end;
        }

        return new(steps);
    }

    /// <returns>Null when the path leads nowhere.</returns>
    public JsonNode? Find(JsonNode? from)
    {
        foreach (var (name, index) in _steps)
        {
            from = name is null
                ? from is JsonArray array && index < array.Count ? array[index] : null
                : from is JsonObject json ? json[name] : null;
        }

        return from;
    }

    private static TemplateException Invalid(string text, string path) =>
        new($"{path} is '{text}': LocalAws reads paths such as $.detail.key and $.resources[0].");
}
