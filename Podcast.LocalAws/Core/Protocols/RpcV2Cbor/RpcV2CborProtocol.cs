using System.Formats.Cbor;

namespace Podcast.LocalAws.Core.Protocols.RpcV2Cbor;

/// <summary>
/// Smithy RPC v2 with CBOR: <c>POST /service/{service}/operation/{operation}</c>, and errors as a map with <c>__type</c> and <c>message</c>. See
/// https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html.
/// </summary>
/// <param name="queryErrorCode">The code by which clients of the Query protocol know an error, for a service that had that protocol before.</param>
internal sealed class RpcV2CborProtocol(Func<string, string>? queryErrorCode = null) : AwsProtocol
{
    public const string ContentType = "application/cbor";

    private const string Header = "smithy-protocol";
    private const string HeaderValue = "rpc-v2-cbor";

    public static RpcV2CborProtocol Instance { get; } = new();

    public static bool IsUsedBy(HttpRequest request) => request.Headers[Header] == HeaderValue;

    /// <summary>The operation that the path names; empty when it has another form.</summary>
    public static string OperationOf(HttpRequest request) =>
        (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries) is ["service", _, "operation", var operation] ? operation : "";

    public static void MarkResponse(HttpResponse response)
    {
        response.ContentType = ContentType;
        response.Headers[Header] = HeaderValue;
    }

    protected override ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error)
    {
        MarkResponse(context.Response);
        if (queryErrorCode is not null)
        {
            context.Response.Headers["x-amzn-query-error"] = $"{queryErrorCode(error.Code)};{(error.StatusCode < 500 ? "Sender" : "Receiver")}";
        }

        var writer = new CborWriter();
        writer.WriteStartMap(2);
        writer.WriteTextString("__type");
        writer.WriteTextString(error.Code);
        writer.WriteTextString("message");
        writer.WriteTextString(error.Message);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
