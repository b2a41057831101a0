using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>A single value: a text, a number or a Boolean.</summary>
internal sealed class TextShape : ConfigShape
{
    public static readonly TextShape Instance = new();

    public override XElement Write(string name, JsonNode? value) => CloudFrontXml.Element(name, value switch
    {
        null => "",
        _ when value.GetValueKind() == JsonValueKind.True => "true",
        _ when value.GetValueKind() == JsonValueKind.False => "false",
        _ => value.ToString(),
    });

    public override JsonNode Read(XElement element) => element.HasElements
        ? throw CloudFrontErrors.InvalidArgument($"{element.Name.LocalName} has to be a single value.")
        : JsonValue.Create(element.Value);
}
