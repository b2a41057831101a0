using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Podcast.LocalAws.Core.Protocols.AwsQuery;

/// <summary>Writes responses of the Query protocol.</summary>
internal static class QueryResponse
{
    /// <param name="context">The request.</param>
    /// <param name="xmlNamespace">The service's namespace.</param>
    /// <param name="action">The operation.</param>
    /// <param name="result">The members of the result, in no namespace; none when the operation returns nothing.</param>
    public static Task WriteAsync(HttpContext context, string xmlNamespace, string action, params IEnumerable<object?> result)
    {
        var response = new XElement(
            $"{action}Response",
            new XElement($"{action}Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", context.TraceIdentifier)));
        XNamespace space = xmlNamespace;
        foreach (var element in response.DescendantsAndSelf())
        {
            element.Name = space + element.Name.LocalName;
        }

        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(ToText(response), context.RequestAborted);
    }

    // A carriage return stays what it is only as a reference.
    private static string ToText(XElement response)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize }))
        {
            response.WriteTo(writer);
        }

        return text.ToString();
    }

    /// <summary>An element; <see langword="null"/> when there is no value, for which the protocol has no element.</summary>
    public static XElement? Element(string name, object? value) => value switch
    {
        null => null,
        DateTimeOffset time => new(name, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        bool flag => new(name, flag ? "true" : "false"),
        _ => new(name, value),
    };

    public static XElement List<T>(string name, IEnumerable<T> items, Func<T, object?> content) =>
        new(name, items.Select(item => new XElement("member", content(item))));
}
