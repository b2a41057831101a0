using System.Globalization;
using System.Xml.Linq;

namespace Podcast.LocalAws.CloudFront.Api;

/// <summary>The documents of CloudFront's API.</summary>
internal static class CloudFrontXml
{
    public const string NamespaceName = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

    private static readonly XNamespace Namespace = NamespaceName;

    public static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>The text of a child; <see langword="null"/> when there is no such child.</summary>
    public static string? Text(XElement? parent, string name) => Child(parent, name)?.Value;

    /// <summary>The items of a list, whose number the caller states as well.</summary>
    /// <exception cref="Core.AwsException">The number is another one: InconsistentQuantities.</exception>
    public static IReadOnlyList<XElement> Items(XElement? list)
    {
        var items = Child(list, "Items")?.Elements().ToList() ?? [];
        return Text(list, "Quantity") is { } quantity && quantity.Trim() != items.Count.ToString(CultureInfo.InvariantCulture)
            ? throw CloudFrontErrors.InconsistentQuantities(list!.Name.LocalName)
            : items;
    }

    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
