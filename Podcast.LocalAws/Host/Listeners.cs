using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Podcast.LocalAws.CloudFront.Distribution;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Host;

/// <summary>The listeners of the process, all on loopback. A port is known once the server has started.</summary>
internal sealed class Listeners(LocalAwsOptions options) : IListenerUrls
{
    private const int LargestJsonRequest = 20 * 1024 * 1024;
    private const int LargestHeaders = 1024 * 1024;
    private const int LongestRequestLine = 16 * 1024;

    private readonly Dictionary<string, ListenOptions> _functionUrls = new(StringComparer.Ordinal);
    private ListenOptions? _api;
    private ListenOptions? _edge;

    public Uri ApiUrl => UrlOf(_api);

    public Uri EdgeUrl => UrlOf(_edge);

    public Uri FunctionUrl(string handler) => UrlOf(_functionUrls.GetValueOrDefault(handler));

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestJsonRequest;
        // A runtime reports a failure's cause in a header of up to 1 MB.
        kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
        // CloudFront refuses longer lines in its own way.
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        // A paused player reads nothing for minutes and must stay connected.
        kestrel.Limits.MinResponseDataRate = null;

        kestrel.Listen(IPAddress.Loopback, options.ApiPort, listen => _api = Mark(listen, new(ListenerKind.Api)));
        kestrel.Listen(IPAddress.Loopback, options.EdgePort, listen =>
        {
            _edge = Mark(listen, new(ListenerKind.Edge));
            listen.Use(next => connection =>
            {
                EightBitTargets.Wrap(connection);
                return next(connection);
            });
        });
        foreach (var (handler, port) in options.FunctionUrlPorts)
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => _functionUrls[handler] = Mark(listen, new(ListenerKind.FunctionUrl, handler)));
        }
    }

    private static ListenOptions Mark(ListenOptions listen, Listener listener)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(listener);
            return next(connection);
        });
        return listen;
    }

    private static Uri UrlOf(ListenOptions? listen) =>
        listen?.IPEndPoint is { } endPoint
            ? new Uri($"http://127.0.0.1:{endPoint.Port}")
            : throw new InvalidOperationException("This listener is not configured.");
}
