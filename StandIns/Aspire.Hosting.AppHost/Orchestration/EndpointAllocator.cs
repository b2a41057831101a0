using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives every endpoint of a process its port: the one it asks for, or any free one. Nothing stands between clients and the process.</summary>
internal sealed class EndpointAllocator(IConfiguration configuration)
{
    private readonly bool _randomize = configuration.IsTrue(KnownConfigNames.RandomizePorts);

    /// <exception cref="DistributedApplicationException">A port is taken, or an endpoint asks for two different ones.</exception>
    public void Allocate(IEnumerable<IResource> resources)
    {
        // The sockets are held until all ports are chosen, so that none is given out twice.
        var held = new List<Socket>();
        try
        {
            foreach (var resource in resources)
            {
                foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.AllocatedEndpoint is null))
                {
                    Allocate(resource, endpoint, held);
                }
            }
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }

    private void Allocate(IResource resource, EndpointAnnotation endpoint, List<Socket> held)
    {
        var asked = endpoint.Port is > 0 ? endpoint.Port : null;
        var target = endpoint.TargetPort is > 0 ? endpoint.TargetPort : null;
        if (_randomize && endpoint.IsProxied)
        {
            asked = null;
        }

        if (asked is not null && target is not null && asked != target)
        {
            throw new DistributedApplicationException(
                $"Endpoint '{endpoint.Name}' of resource '{resource.Name}' asks for port {asked} in front of port {target}, which takes a proxy that this build of the app host does not have: let both be the same.");
        }

        var port = Reserve(resource, endpoint, asked ?? target, held);
        var (address, mode) = ClientAddress(endpoint.TargetHost);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, address, port, mode, port.ToString(CultureInfo.InvariantCulture));
    }

    private static int Reserve(IResource resource, EndpointAnnotation endpoint, int? port, List<Socket> held)
    {
        var isUdp = endpoint.Protocol == ProtocolType.Udp;
        var socket = new Socket(AddressFamily.InterNetwork, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        held.Add(socket);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port ?? 0));
            if (!isUdp)
            {
                // Without this a port on which another program listens could still be bound.
                socket.Listen();
            }

            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException error) when (port is not null)
        {
            throw new DistributedApplicationException(
                error.SocketErrorCode == SocketError.AccessDenied
                    ? $"Port {port}, which endpoint '{endpoint.Name}' of resource '{resource.Name}' asks for, may not be used by this user: choose one above 1023."
                    : $"Port {port}, which endpoint '{endpoint.Name}' of resource '{resource.Name}' asks for, is in use: stop the program that uses it or choose another port.",
                error);
        }
    }

    private static (string Address, EndpointBindingMode Mode) ClientAddress(string host) => host switch
    {
        null or "" => ("localhost", EndpointBindingMode.SingleAddress),
        _ when host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) => ("localhost", EndpointBindingMode.SingleAddress),
        _ when !IPAddress.TryParse(host.Trim('[', ']'), out _) => ("localhost", EndpointBindingMode.DualStackAnyAddresses),
        "0.0.0.0" => ("localhost", EndpointBindingMode.IPv4AnyAddresses),
        "::" or "[::]" => ("localhost", EndpointBindingMode.IPv6AnyAddresses),
        _ => (host, EndpointBindingMode.SingleAddress),
    };
}
