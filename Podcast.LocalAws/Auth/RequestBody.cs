using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Podcast.LocalAws.Auth;

/// <summary>Reads a request's body into memory so that it can be hashed, and read again by whom it is for.</summary>
internal static class RequestBody
{
    /// <summary>Kestrel's own limit, which the endpoint sets per service, ends a body that is too large.</summary>
    public static async Task<ReadOnlyMemory<byte>> BufferAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                context.Request.Body = new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
