using System.Xml;
using System.Xml.Linq;
using Podcast.LocalAws.Core.Protocols.Rest;

namespace Podcast.LocalAws.Core.Protocols.RestXml;

/// <summary>A service of the REST XML protocol, whose operations take and return a document.</summary>
internal abstract class RestXmlService : IAwsService
{
    private const int MaxDepth = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public abstract string SigningName { get; }

    public abstract string Name { get; }

    public abstract long MaxRequestBytes { get; }

    public abstract AwsProtocol Protocol { get; }

    protected abstract RestOperationTable<RestXmlRequest, RestXmlResponse> Operations { get; }

    public string GetOperation(HttpRequest request) => Operations.Match(request.HttpContext).Operation;

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var match = Operations.Match(context);
        var operation = Operations.Get(match.Operation);
        match.RequireKnownParameters(Name);
        var response = await Operations.ExecuteAsync(operation, new(context, caller, match.Labels, await ReadInputAsync(context)));
        await response.WriteAsync(context);
    }

    private async Task<XElement?> ReadInputAsync(HttpContext context)
    {
        var body = await PayloadReader.ReadAsync(context, (int)MaxRequestBytes)
            ?? throw new AwsException("RequestEntityTooLarge", $"A request of this service has at most {MaxRequestBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        if (body.IsEmpty)
        {
            return null;
        }

        try
        {
            RequireShallow(body);
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), Settings);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    // Elements within elements cost more than their bytes, so that the depth is checked before a document is made.
    private static void RequireShallow(ReadOnlyMemory<byte> body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), Settings);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw Malformed();
            }
        }
    }

    private static AwsException Malformed() => new("MalformedXML", "The XML document is malformed.", StatusCodes.Status400BadRequest);
}
