using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>A list: its <c>Quantity</c> and <c>Items</c> in the API, an array in CloudFormation, which some types wrap as <c>Items</c>.</summary>
/// <param name="itemName">The name of each item's element.</param>
/// <param name="item">The form of each item.</param>
internal sealed class ListShape(string itemName, ConfigShape item) : ConfigShape
{
    /// <summary>Whether the API states as well if there are items, as <c>Enabled</c>.</summary>
    public bool HasEnabled { get; init; }

    public static ListShape OfTexts(string itemName) => new(itemName, TextShape.Instance);

    public override XElement Write(string name, JsonNode? value)
    {
        var items = (value as JsonArray ?? (value as JsonObject)?["Items"] as JsonArray ?? []).ToList();
        return CloudFrontXml.Element(
            name,
            HasEnabled ? CloudFrontXml.Element("Enabled", items.Count > 0) : null,
            CloudFrontXml.Element("Quantity", items.Count.ToString(CultureInfo.InvariantCulture)),
            items.Count == 0 ? null : CloudFrontXml.Element("Items", items.Select(one => item.Write(itemName, one))));
    }

    public override JsonNode? Read(XElement element)
    {
        var items = CloudFrontXml.Items(element);
        return items.Count == 0 ? null : new JsonArray([.. items.Select(item.Read)]);
    }
}
