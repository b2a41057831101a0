using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>A part with members. An element that is no member of it is an error.</summary>
internal sealed class StructureShape(params ConfigMember[] members) : ConfigShape
{
    public override XElement Write(string name, JsonNode? value)
    {
        var source = value as JsonObject ?? [];
        return CloudFrontXml.Element(name, members.Select(member => member.Write(source)));
    }

    public override JsonObject Read(XElement element)
    {
        var target = new JsonObject();
        foreach (var child in element.Elements())
        {
            var member = Array.Find(members, member => member.Name == child.Name.LocalName)
                ?? throw CloudFrontErrors.InvalidArgument($"{element.Name.LocalName} has no member {child.Name.LocalName} here.");
            member.Read(child, target);
        }

        return target;
    }
}
