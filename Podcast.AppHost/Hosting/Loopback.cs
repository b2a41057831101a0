namespace Podcast.AppHost.Hosting;

/// <summary>HTTP to what runs on this machine: never through the proxy that the environment may name for the rest of the network.</summary>
internal static class Loopback
{
    public static HttpClient CreateClient(TimeSpan timeout) => new(CreateHandler()) { Timeout = timeout };

    public static SocketsHttpHandler CreateHandler() => new() { UseProxy = false };
}
