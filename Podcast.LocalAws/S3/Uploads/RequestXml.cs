using System.Xml;
using System.Xml.Linq;

namespace Podcast.LocalAws.S3.Uploads;

/// <summary>Reads a request's XML. Its namespace does not matter: clients leave it out.</summary>
internal static class RequestXml
{
    private const int DeepestElement = 32;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = S3Limits.LargestXml,
    };

    /// <param name="request">The request.</param>
    /// <param name="root">The name of the document's element.</param>
    /// <param name="isChecksumOfBody">Whether a checksum in the headers is that of the document.</param>
    /// <exception cref="Core.AwsException">The body is not what was signed or stated, or not such a document.</exception>
    public static async Task<XElement> ReadAsync(S3Request request, string root, bool isChecksumOfBody = true)
    {
        using var body = IncomingBody.Open(request, S3Limits.LargestXml, isChecksumOfBody);
        using var data = await body.ReadAsync();
        try
        {
            await RequireFlatAsync(data);
            using var reader = XmlReader.Create(data, Settings);
            var document = await XDocument.LoadAsync(reader, LoadOptions.PreserveWhitespace, request.Aborted);
            return document.Root is { } element && element.Name.LocalName == root ? element : throw S3Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    /// <summary>Reads a document from the field of a form.</summary>
    /// <exception cref="Core.AwsException">It is no such document.</exception>
    public static XElement Parse(string text, string root)
    {
        try
        {
            // The field of a form is short, so its depth needs no bound.
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var element = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return element.Name.LocalName == root ? element : throw S3Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    // No document of S3 is deep, and building a tree of thousands of levels takes seconds.
    private static async Task RequireFlatAsync(MemoryStream data)
    {
        using (var reader = XmlReader.Create(data, Settings))
        {
            while (await reader.ReadAsync())
            {
                if (reader.Depth > DeepestElement)
                {
                    throw S3Errors.MalformedXml();
                }
            }
        }

        data.Position = 0;
    }

    public static XElement? Child(this XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);
}
