using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.LocalAws.Core.Protocols.RestXml;

/// <summary>
/// REST XML: <c>&lt;Error&gt;&lt;Code/&gt;&lt;Message/&gt;…</c>, which S3 alone sends without a wrapper. See
/// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html and https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
/// </summary>
internal sealed class RestXmlProtocol : AwsProtocol
{
    private readonly string? _errorNamespace;

    private RestXmlProtocol(string? errorNamespace) => _errorNamespace = errorNamespace;

    /// <summary>S3's errors.</summary>
    public static RestXmlProtocol Instance { get; } = new(null);

    /// <summary>The errors of any other service, in a wrapper of its namespace.</summary>
    public static RestXmlProtocol Wrapped(string errorNamespace) => new(errorNamespace);

    protected override string RequestIdHeader => _errorNamespace is null ? "x-amz-request-id" : base.RequestIdHeader;

    protected override string NewRequestId() => _errorNamespace is null ? Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) : base.NewRequestId();

    protected override ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error)
    {
        context.Response.ContentType = _errorNamespace is null ? "application/xml" : "text/xml";
        var code = $"<Code>{SecurityElement.Escape(error.Code)}</Code><Message>{SecurityElement.Escape(error.Message)}</Message>";
        var members = string.Concat(error.Members.Select(member => $"<{member.Key}>{SecurityElement.Escape(member.Value)}</{member.Key}>"));
        var document = _errorNamespace is null
            ? $"<Error>{code}{members}<Resource>{SecurityElement.Escape(context.Request.Path)}</Resource><RequestId>{context.TraceIdentifier}</RequestId></Error>"
            : $"<ErrorResponse xmlns=\"{_errorNamespace}\"><Error><Type>{(error.StatusCode < 500 ? "Sender" : "Receiver")}</Type>{code}</Error><RequestId>{context.TraceIdentifier}</RequestId></ErrorResponse>";
        return Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}");
    }
}
