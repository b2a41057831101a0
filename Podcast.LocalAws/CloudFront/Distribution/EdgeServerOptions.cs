using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>What viewers may send, beyond what the server takes by itself.</summary>
internal sealed class EdgeServerOptions : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.RequestHeaderEncodingSelector = _ => HeaderEncoding.Instance;
        options.ResponseHeaderEncodingSelector = _ => HeaderEncoding.Instance;
        // CloudFront limits the bytes of headers, not their number.
        options.Limits.MaxRequestHeaderCount = int.MaxValue;
    }
}
