using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>The documents of the functions' API, and of CloudFront's other operations.</summary>
internal static class FunctionXml
{
    public static readonly XNamespace Namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

    /// <exception cref="AwsException">The body is no XML.</exception>
    public static async Task<XElement> ReadAsync(HttpContext context)
    {
        try
        {
            var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(context.Request.Body, settings);
            return (await XDocument.LoadAsync(reader, LoadOptions.None, context.RequestAborted)).Root!;
        }
        catch (XmlException)
        {
            throw new AwsException("MalformedXML", "The XML document is malformed.", StatusCodes.Status400BadRequest);
        }
    }

    public static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static Task WriteAsync(HttpContext context, XElement document)
    {
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync("<?xml version=\"1.0\"?>\n" + document.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, context.RequestAborted);
    }

    public static XElement Summary(StoredFunction function, FunctionStage stage, bool isLive, bool isInUse) => Element(
        "FunctionSummary",
        Element("Name", function.Name),
        Element("Status", function.Live is null ? "UNPUBLISHED" : isInUse ? "DEPLOYED" : "UNASSOCIATED"),
        Element(
            "FunctionConfig",
            Element("Comment", stage.Comment),
            Element("Runtime", stage.Runtime),
            Element(
                "KeyValueStoreAssociations",
                Element("Quantity", stage.StoreArns.Count),
                Element("Items", stage.StoreArns.Select(arn => Element("KeyValueStoreAssociation", Element("KeyValueStoreARN", arn)))))),
        Element(
            "FunctionMetadata",
            Element("FunctionARN", function.Arn),
            Element("Stage", isLive ? "LIVE" : "DEVELOPMENT"),
            Element("CreatedTime", Time(function.Created)),
            Element("LastModifiedTime", Time(stage.Modified))));

    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
