using System.Net;
using System.Net.Sockets;

namespace Podcast.AppHost.Startup;

/// <summary>
/// Checks that the requested ports are free. The processes of an app host that has just been stopped hold theirs for some seconds, after a kill up to
/// fifteen, so a taken port is tried again until a limit.
/// </summary>
internal static class PortAvailability
{
    /// <summary>A little more than the processes of a killed app host take to end.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <exception cref="DistributedApplicationException">A port is still taken after <paramref name="limit"/>, cannot be opened, or is named by two settings.</exception>
    public static async Task WaitAsync(
        IReadOnlyList<RequestedPort> ports, TextWriter progress, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (ports.GroupBy(requested => requested.Port).FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw new DistributedApplicationException(
                $"{string.Join(" and ", shared.Select(requested => requested.Setting))} both name the port {shared.Key}: give each a port of its own, or 0 for any free one.");
        }

        var started = time.GetTimestamp();
        for (var isReported = false; FindTaken(ports) is { } taken; isReported = true)
        {
            if (time.GetElapsedTime(started) >= limit)
            {
                throw new DistributedApplicationException(
                    $"Port {taken.Port}, which {taken.Setting} names, is used by another process: stop that process or set {taken.Setting} to another port, then run again.");
            }

            if (!isReported)
            {
                await progress.WriteLineAsync(
                    $"Port {taken.Port} ({taken.Setting}) is in use; waiting up to {limit.TotalSeconds:0} seconds in case an earlier app host is still stopping.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static RequestedPort? FindTaken(IReadOnlyList<RequestedPort> ports) => ports.FirstOrDefault(requested => !IsFree(requested));

    private static bool IsFree(RequestedPort requested)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, requested.Port) { ExclusiveAddressUse = OperatingSystem.IsWindows() };
            listener.Start();
            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new DistributedApplicationException(
                $"Port {requested.Port}, which {requested.Setting} names, may not be opened by this user: set {requested.Setting} to a port from 1024 to 65535.",
                failure);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
