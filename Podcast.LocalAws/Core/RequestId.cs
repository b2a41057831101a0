using System.Security.Cryptography;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.Core;

/// <summary>The id that a service gives each request. Kept in <see cref="HttpContext.TraceIdentifier"/>.</summary>
internal static class RequestId
{
    public static void Assign(HttpContext context, AwsErrorFormat format)
    {
        context.TraceIdentifier = format == AwsErrorFormat.RestXml
            ? Convert.ToHexString(RandomNumberGenerator.GetBytes(8))
            : Guid.NewGuid().ToString();
        Write(context, format);
    }

    public static void Write(HttpContext context, AwsErrorFormat format)
    {
        var name = format == AwsErrorFormat.RestXml ? "x-amz-request-id" : "x-amzn-RequestId";
        context.Response.Headers[name] = context.TraceIdentifier;
    }
}
