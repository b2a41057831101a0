using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.LocalAws.Core.Protocols.RestXml;

/// <summary>
/// REST XML: <c>&lt;Error&gt;&lt;Code/&gt;&lt;Message/&gt;…</c>. See https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html and
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
/// </summary>
internal sealed class RestXmlProtocol : AwsProtocol
{
    public static RestXmlProtocol Instance { get; } = new();

    protected override string RequestIdHeader => "x-amz-request-id";

    protected override string NewRequestId() => Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    protected override ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error)
    {
        context.Response.ContentType = "application/xml";
        var xml = $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>{SecurityElement.Escape(error.Code)}</Code><Message>{SecurityElement.Escape(error.Message)}</Message><Resource>{SecurityElement.Escape(context.Request.Path)}</Resource><RequestId>{context.TraceIdentifier}</RequestId></Error>
            """;
        return Encoding.UTF8.GetBytes(xml);
    }
}
