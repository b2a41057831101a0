using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>The connections to origins, apart from each other where their settings differ.</summary>
internal sealed class OriginClient : IDisposable
{
    // A function may ask for any settings; beyond so many, connections are made for one request each.
    private const int MaxSettings = 64;

    private readonly ConcurrentDictionary<OriginConnection, HttpMessageInvoker> _invokers = new();

    /// <summary>Sends requests by these settings.</summary>
    public HttpMessageInvoker For(OriginConnection connection) =>
        _invokers.TryGetValue(connection, out var known) ? known
        : _invokers.Count >= MaxSettings ? Create(connection, TimeSpan.Zero)
        : _invokers.GetOrAdd(connection, static settings => Create(settings, settings.KeepAlive));

    public void Dispose()
    {
        foreach (var invoker in _invokers.Values)
        {
            invoker.Dispose();
        }
    }

    // Without a propagator the client makes no spans of its own, whose URLs would hold tokens.
    private static HttpMessageInvoker Create(OriginConnection connection, TimeSpan keepAlive) => new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(connection, context, cancellationToken),
        PooledConnectionIdleTimeout = keepAlive,
        RequestHeaderEncodingSelector = (_, _) => HeaderEncoding.Instance,
        ResponseHeaderEncodingSelector = (_, _) => HeaderEncoding.Instance,
        UseCookies = false,
        UseProxy = false,
    });

    private static async ValueTask<Stream> ConnectAsync(OriginConnection connection, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(connection.ConnectTimeout);
            try
            {
                return await ConnectOnceAsync(connection, context, deadline.Token);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                if (attempt >= connection.Attempts)
                {
                    throw new HttpRequestException(HttpRequestError.ConnectionError, $"The origin took no connection in {attempt} attempts.", error);
                }
            }
        }
    }

    private static async Task<Stream> ConnectOnceAsync(OriginConnection connection, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps ? await SecureAsync(connection, context, stream, cancellationToken) : stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(OriginConnection connection, SocketsHttpConnectionContext context, Stream stream, CancellationToken cancellationToken)
    {
        var host = context.InitialRequestMessage.Headers.Host is { Length: > 0 } header ? new HostString(header).Host : context.DnsEndPoint.Host;
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = connection.ServerName ?? host,
                EnabledSslProtocols = connection.Protocols,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsValid(connection, certificate as X509Certificate2, errors),
            },
            cancellationToken);
        return secure;
    }

    // The names are the only thing that a function may widen.
    private static bool IsValid(OriginConnection connection, X509Certificate2? certificate, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || (errors == SslPolicyErrors.RemoteCertificateNameMismatch && certificate is not null
            && connection.CertificateNames.Split(',', StringSplitOptions.RemoveEmptyEntries).Any(name => certificate.MatchesHostname(name.StartsWith("*.", StringComparison.Ordinal) ? "any" + name[1..] : name)));
}
