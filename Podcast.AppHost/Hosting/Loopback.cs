using Microsoft.Extensions.DependencyInjection;

namespace Podcast.AppHost.Hosting;

/// <summary>HTTP to what runs on this machine: never through the proxy that the environment may name for the rest of the network.</summary>
internal static class Loopback
{
    /// <summary>The name of the client that <see cref="AddLoopbackHttpClient"/> registers.</summary>
    public const string ClientName = "loopback";

    public static HttpClient CreateClient(TimeSpan timeout) => new(CreateHandler()) { Timeout = timeout };

    public static SocketsHttpHandler CreateHandler() => new() { UseProxy = false };

    public static void AddLoopbackHttpClient(this IServiceCollection services) =>
        services.AddHttpClient(ClientName).ConfigurePrimaryHttpMessageHandler(CreateHandler).RemoveAllLoggers();
}
