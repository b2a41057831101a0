using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>A path in a resource's properties; an invalid value there is an error that names the path.</summary>
internal readonly record struct ConfigNode(string Path, JsonNode? Value)
{
    public static ConfigNode Of(StackResource resource, string property) => new($"{resource.LogicalId}.{property}", resource.Properties[property]);

    public bool IsSet => Value is not null;

    public ConfigNode this[string name] => new($"{Path}.{name}", (Value as JsonObject)?[name]);

    public IEnumerable<ConfigNode> Items
    {
        get
        {
            // The API wraps a list as Quantity and Items, and so do some properties in CloudFormation.
            var list = Value as JsonArray ?? (Value as JsonObject)?[nameof(Items)] as JsonArray ?? [];
            for (var i = 0; i < list.Count; i++)
            {
                yield return new($"{Path}[{i}]", list[i]);
            }
        }
    }

    public string? Text => Value switch
    {
        null => null,
        JsonValue value => value.ToString(),
        _ => throw Invalid("has to be a single value"),
    };

    public string RequiredText => Text is { Length: > 0 } text ? text : throw Invalid("is required");

    public bool Flag => string.Equals(Text, "true", StringComparison.OrdinalIgnoreCase);

    public int Number(int defaultValue) => Text is not { } text ? defaultValue
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid("has to be a number");

    public TemplateException Invalid(string reason) => new($"{Path} {reason}.");

    public TemplateException NotImplemented() => new($"{Path}: LocalAws does not implement this property.");
}
