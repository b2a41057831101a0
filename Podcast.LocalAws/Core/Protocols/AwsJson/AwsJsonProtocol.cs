namespace Podcast.LocalAws.Core.Protocols.AwsJson;

/// <summary>
/// AWS JSON 1.0 and 1.1: <c>{"__type":"…#Code","message":"…"}</c>. See https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html.
/// </summary>
/// <param name="version"><c>1.0</c> or <c>1.1</c>.</param>
/// <param name="errorNamespace">The namespace of the service's error types; empty for codes without one.</param>
/// <param name="queryErrorCode">
/// The code that clients of the Query protocol know an error by, for a service that had that protocol before. See
/// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-compatible-error-responses.
/// </param>
internal sealed class AwsJsonProtocol(string version, string errorNamespace, Func<string, string>? queryErrorCode = null) : AwsProtocol
{
    public string ContentType { get; } = $"application/x-amz-json-{version}";

    public static bool IsUsedBy(HttpRequest request) => request.Headers.ContainsKey(AwsTarget.Header);

    protected override ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error)
    {
        context.Response.ContentType = ContentType;
        if (queryErrorCode is not null)
        {
            context.Response.Headers["x-amzn-query-error"] = $"{queryErrorCode(error.Code)};{(error.StatusCode < 500 ? "Sender" : "Receiver")}";
        }

        return JsonErrorBody.Write("__type", ErrorType(error.Code), "message", error.Message);
    }

    // What the front end refuses carries its own namespace; what a service refuses carries the service's.
    private string ErrorType(string code) => code switch
    {
        _ when errorNamespace.Length == 0 => code,
        "UnrecognizedClientException" or "MissingAuthenticationTokenException" or "InvalidSignatureException" or "AccessDeniedException"
            or "IncompleteSignatureException" or "UnknownOperationException" or "ExpiredTokenException" or "SerializationException" => "com.amazon.coral.service#" + code,
        _ => $"{errorNamespace}#{code}",
    };
}
