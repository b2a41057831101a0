using System.Net;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>The connections to origins.</summary>
internal sealed class OriginClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // Without a propagator the client makes no spans of its own, whose URLs would hold tokens.
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        RequestHeaderEncodingSelector = (_, _) => HeaderEncoding.Instance,
        ResponseHeaderEncodingSelector = (_, _) => HeaderEncoding.Instance,
        UseCookies = false,
        UseProxy = false,
    });

    public void Dispose() => Invoker.Dispose();
}
