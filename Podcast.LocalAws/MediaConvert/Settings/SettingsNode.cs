using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>A part of the settings with its path, which errors name as MediaConvert does.</summary>
internal readonly struct SettingsNode(JsonObject json, string path)
{
    public JsonObject Json => json;

    public string Path => path.Length == 0 ? "/" : path;

    public bool Has(string name) => json[name] is not null;

    /// <exception cref="Core.AwsException">It is missing or no object.</exception>
    public SettingsNode Required(string name) =>
        Find(name) ?? throw MediaConvertErrors.Invalid(Path, $"{name} is a required property");

    public SettingsNode? Find(string name) => json[name] switch
    {
        null => null,
        JsonObject child => new SettingsNode(child, $"{path}/{name}"),
        _ => throw MediaConvertErrors.Invalid($"{path}/{name}", "Should be an object"),
    };

    /// <exception cref="Core.AwsException">It is missing, empty, or has what is no object.</exception>
    public IReadOnlyList<SettingsNode> Items(string name)
    {
        var items = json[name] as JsonArray ?? throw MediaConvertErrors.Invalid(Path, $"{name} is a required property");
        if (items.Count == 0)
        {
            throw MediaConvertErrors.Invalid($"{path}/{name}", "Should have at least 1 items");
        }

        var (parent, nodes) = (path, new List<SettingsNode>());
        for (var i = 0; i < items.Count; i++)
        {
            nodes.Add(items[i] is JsonObject item
                ? new SettingsNode(item, $"{parent}/{name}/{i}")
                : throw MediaConvertErrors.Invalid($"{parent}/{name}/{i}", "Should be an object"));
        }

        return nodes;
    }

    public string RequiredText(string name) => Text(name) ?? throw MediaConvertErrors.Invalid(Path, $"{name} is a required property");

    public string? Text(string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw MediaConvertErrors.Invalid($"{path}/{name}", "Should be a string"),
    };

    /// <summary>One of a few words; what is not there is the first one.</summary>
    public string Choice(string name, params ReadOnlySpan<string> values)
    {
        var text = Text(name) ?? values[0];
        return values.Contains(text)
            ? text
            : throw MediaConvertErrors.Invalid($"{path}/{name}", $"Should match one of the allowed values [{string.Join(", ", values!)}]");
    }

    public int RequiredNumber(string name, int from, int to) =>
        Number(name, from, to) ?? throw MediaConvertErrors.Invalid(Path, $"{name} is a required property");

    public int? Number(string name, int from, int to) => Real(name, from, to) switch
    {
        null => null,
        { } number when number == Math.Floor(number) => (int)number,
        _ => throw MediaConvertErrors.Invalid($"{path}/{name}", "Should be an integer"),
    };

    public double? Real(string name, double from, double to) => json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>() is var number && number < from
            ? throw MediaConvertErrors.Invalid($"{path}/{name}", FormattableString.Invariant($"Should be greater than or equal to {from}"))
            : number > to
                ? throw MediaConvertErrors.Invalid($"{path}/{name}", FormattableString.Invariant($"Should be less than or equal to {to}"))
                : number,
        _ => throw MediaConvertErrors.Invalid($"{path}/{name}", "Should be a number"),
    };
}
