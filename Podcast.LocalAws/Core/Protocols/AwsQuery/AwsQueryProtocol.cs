using System.Security;
using System.Text;

namespace Podcast.LocalAws.Core.Protocols.AwsQuery;

/// <summary>
/// Query: <c>&lt;ErrorResponse&gt;&lt;Error&gt;&lt;Type/&gt;&lt;Code/&gt;&lt;Message/&gt;…</c>. See
/// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.
/// </summary>
/// <param name="errorCode">The code in this protocol of an error of the service, for a service that has another protocol too.</param>
internal sealed class AwsQueryProtocol(Func<string, string>? errorCode = null) : AwsProtocol
{
    public static AwsQueryProtocol Instance { get; } = new();

    /// <summary>Whether a request has the form of the protocol: a POST of form parameters to the root.</summary>
    public static bool IsUsedBy(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is null or "" or "/" && HasForm(request);

    /// <summary>Whether a request has form parameters; SQS takes them at the address of a queue too.</summary>
    public static bool HasForm(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    protected override ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error)
    {
        context.Response.ContentType = "text/xml";
        var code = CommonCode(errorCode?.Invoke(error.Code) ?? error.Code);
        var type = error.StatusCode < 500 ? "Sender" : "Receiver";
        return Encoding.UTF8.GetBytes(
            $"<ErrorResponse><Error><Type>{type}</Type><Code>{SecurityElement.Escape(code)}</Code><Message>{SecurityElement.Escape(error.Message)}</Message></Error><RequestId>{context.TraceIdentifier}</RequestId></ErrorResponse>");
    }

    // What every service refuses has other names in this protocol. See https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html.
    private static string CommonCode(string code) => code switch
    {
        "UnrecognizedClientException" => "InvalidClientTokenId",
        "InvalidSignatureException" => "SignatureDoesNotMatch",
        "IncompleteSignatureException" => "IncompleteSignature",
        "ExpiredTokenException" => "ExpiredToken",
        "MissingAuthenticationTokenException" => "MissingAuthenticationToken",
        _ => code,
    };
}
