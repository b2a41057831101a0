using System.Xml.Linq;

namespace Podcast.LocalAws.Core.Protocols.RestXml;

/// <summary>A request of the REST XML protocol.</summary>
/// <param name="Context">The HTTP request.</param>
/// <param name="Caller">Who signed it.</param>
/// <param name="Labels">The labels of the operation's route.</param>
/// <param name="Input">The body's element; <see langword="null"/> without a body.</param>
internal sealed record RestXmlRequest(HttpContext Context, AwsCaller Caller, IReadOnlyDictionary<string, string> Labels, XElement? Input) : IAwsRequest
{
    public IQueryCollection Query => Context.Request.Query;

    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>A label of the operation's route.</summary>
    public string this[string label] => Labels[label];

    /// <summary>The body's element, whose namespace does not matter.</summary>
    /// <exception cref="AwsException">The request has no body: MissingBody.</exception>
    public XElement RequireInput() => Input
        ?? throw new AwsException("MissingBody", "This operation requires a body. Ensure that the body is present and the Content-Type header is set.", StatusCodes.Status400BadRequest);
}
