using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>A member of a configuration.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="Shape">Its form.</param>
internal record ConfigMember(string Name, ConfigShape Shape)
{
    /// <summary>Its path in CloudFormation, parts separated by dots; the same as in the API unless set.</summary>
    public string? Property { get; init; }

    /// <summary>Whether the API writes the member even if CloudFormation has none.</summary>
    public bool IsAlwaysWritten { get; init; }

    /// <summary>What the API writes where CloudFormation has none.</summary>
    public string? Default { get; init; }

    private string[] Path => (Property ?? Name).Split('.');

    public virtual XElement? Write(JsonObject source)
    {
        JsonNode? value = source;
        foreach (var part in Path)
        {
            value = (value as JsonObject)?[part];
        }

        return value is null && Default is null && !IsAlwaysWritten ? null : Shape.Write(Name, value ?? Default);
    }

    public virtual void Read(XElement source, JsonObject target)
    {
        if (Shape.Read(source) is not { } value)
        {
            return;
        }

        foreach (var part in Path[..^1])
        {
            target = (target[part] ??= new JsonObject()).AsObject();
        }

        target[Path[^1]] = value;
    }
}
