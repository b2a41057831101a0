using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Serves the resource service on a loopback port, to whoever has the key. The port is known, and takes connections, before the server runs:
/// so the dashboard starts beside it.
/// </summary>
internal sealed class ResourceServiceHost(
    IConfiguration configuration,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    IHostApplicationLifetime lifetime) : IAsyncDisposable
{
    private const string KeyHeader = "x-resource-service-api-key";

    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(1);

    private Socket? _socket;
    private WebApplication? _server;

    /// <summary>Where the service is, once <see cref="Listen"/> was called.</summary>
    public Uri? Address { get; private set; }

    /// <exception cref="DistributedApplicationException">The port that is asked for is taken, or not one of this machine alone.</exception>
    public void Listen()
    {
        var asked = configuration.NonEmpty(KnownConfigNames.ResourceServiceUrl) is { } url ? new Uri(url) : null;
        if (asked is { IsLoopback: false })
        {
            throw new DistributedApplicationException($"{KnownConfigNames.ResourceServiceUrl} must be an address of this machine alone, such as http://localhost:0.");
        }

        var port = asked is null || configuration.IsTrue(KnownConfigNames.RandomizePorts) ? 0 : asked.Port;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _socket.Listen();
        }
        catch (SocketException error)
        {
            throw new DistributedApplicationException($"Port {port}, which {KnownConfigNames.ResourceServiceUrl} asks for, is in use: stop the program that uses it or choose another port.", error);
        }

        Address = new Uri($"http://{_socket.LocalEndPoint}");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => _socket!);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen((IPEndPoint)_socket!.LocalEndPoint!, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddSingleton(new DashboardServiceImplementation(notifications, loggers, commands, configuration, lifetime));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = s_stopTimeout);

        _server = builder.Build();
        _server.Use(RequireKeyAsync);
        _server.MapGrpcService<DashboardServiceImplementation>();
        return _server.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task RequireKeyAsync(HttpContext context, RequestDelegate next)
    {
        var key = configuration.NonEmpty(KnownConfigNames.ResourceServiceApiKey);
        var given = context.Request.Headers[KeyHeader].ToString();
        if (key is null || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
