namespace Podcast.LocalAws.Core.Protocols.RestJson;

/// <summary>
/// REST JSON: the error's code in <c>x-amzn-ErrorType</c>, its message in <c>{"Message":"…"}</c>. See
/// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html.
/// </summary>
internal sealed class RestJsonProtocol : AwsProtocol
{
    public static RestJsonProtocol Instance { get; } = new();

    protected override ReadOnlyMemory<byte> FormatError(HttpContext context, AwsException error)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-ErrorType"] = error.Code;
        return JsonErrorBody.Write([.. error.Members.SelectMany(member => (string[])[member.Key, member.Value]), "Message", error.Message]);
    }
}
