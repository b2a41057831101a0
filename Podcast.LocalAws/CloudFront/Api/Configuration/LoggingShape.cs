using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>Standard logging: the API says whether it is enabled, CloudFormation leaves it out where it is not.</summary>
internal sealed class LoggingShape : ConfigShape
{
    private static readonly string[] Members = ["IncludeCookies", "Bucket", "Prefix"];

    public override XElement Write(string name, JsonNode? value)
    {
        var source = value as JsonObject;
        return CloudFrontXml.Element(
            name,
            CloudFrontXml.Element("Enabled", source is not null),
            TextShape.Instance.Write("IncludeCookies", source?["IncludeCookies"] ?? false),
            TextShape.Instance.Write("Bucket", source?["Bucket"]),
            TextShape.Instance.Write("Prefix", source?["Prefix"]));
    }

    public override JsonNode? Read(XElement element) => CloudFrontXml.Text(element, "Enabled") != "true" ? null
        : new JsonObject(Members.Where(member => CloudFrontXml.Child(element, member) is not null)
            .Select(member => KeyValuePair.Create(member, (JsonNode?)CloudFrontXml.Text(element, member))));
}
