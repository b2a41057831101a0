using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>Where viewers may be: a list with a type.</summary>
internal sealed class GeoRestrictionShape : ConfigShape
{
    private const string Type = "RestrictionType";
    private const string Locations = "Locations";

    private static readonly ListShape Items = ListShape.OfTexts("Location");

    public override XElement Write(string name, JsonNode? value)
    {
        var source = value as JsonObject;
        var list = Items.Write(name, source?[Locations]);
        list.AddFirst(TextShape.Instance.Write(Type, source?[Type] ?? "none"));
        return list;
    }

    public override JsonNode Read(XElement element) =>
        new JsonObject { [Type] = CloudFrontXml.Text(element, Type) ?? "none", [Locations] = Items.Read(element) };
}
