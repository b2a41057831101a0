using System.Security;
using System.Text;

namespace Podcast.LocalAws.Core.Protocols.AwsQuery;

/// <summary>
/// Query: <c>&lt;ErrorResponse&gt;&lt;Error&gt;&lt;Type/&gt;&lt;Code/&gt;&lt;Message/&gt;…</c>. See
/// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.
/// </summary>
internal sealed class AwsQueryProtocol : AwsProtocol
{
    public static AwsQueryProtocol Instance { get; } = new();

    /// <summary>Whether a request has the form of the protocol: a POST of form parameters to the root.</summary>
    public static bool IsUsedBy(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is null or "" or "/"
        && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    protected override ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error)
    {
        context.Response.ContentType = "text/xml";
        var type = error.StatusCode < 500 ? "Sender" : "Receiver";
        return Encoding.UTF8.GetBytes(
            $"<ErrorResponse><Error><Type>{type}</Type><Code>{SecurityElement.Escape(error.Code)}</Code><Message>{SecurityElement.Escape(error.Message)}</Message></Error><RequestId>{context.TraceIdentifier}</RequestId></ErrorResponse>");
    }
}
