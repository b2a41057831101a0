using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Microsoft.Extensions.Time.Testing;
using Podcast.AppHost.Startup;

namespace Podcast.Tests.Unit.AppHost.Startup;

public sealed class PortAvailabilityTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _progress = new();

    public void Dispose() => _progress.Dispose();

    [Fact]
    public async Task Wait_PortThatStaysTaken_NamesPortAndSetting()
    {
        using var other = Listen();
        var wait = WaitAsync(new RequestedPort("Ports:Edge", PortOf(other)));
        _time.Advance(PortAvailability.Limit);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => wait);

        Assert.Contains($"Port {PortOf(other)}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Ports:Edge", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_PortThatIsFreedMeanwhile_Returns()
    {
        var other = Listen();
        var wait = WaitAsync(new RequestedPort("Ports:Edge", PortOf(other)));
        Assert.Contains("waiting", _progress.ToString(), StringComparison.Ordinal);

        other.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));

        await wait;
    }

    [Fact]
    public async Task Wait_TwoSettingsWithOnePort_NamesBoth()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => WaitAsync(new("Ports:Edge", 4566), new("Ports:Aws", 4566)));

        Assert.Contains("Ports:Edge and Ports:Aws", error.Message, StringComparison.Ordinal);
    }

    private Task WaitAsync(params RequestedPort[] ports) =>
        PortAvailability.WaitAsync(ports, _progress, PortAvailability.Limit, _time, TestContext.Current.CancellationToken);

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
