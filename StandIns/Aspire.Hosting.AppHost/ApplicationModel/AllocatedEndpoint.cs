using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address and port that an endpoint was given.</summary>
[DebuggerDisplay("{Endpoint.Name} = {UriString}")]
public class AllocatedEndpoint
{
    /// <summary>Records an allocation on a network.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not in 1..65535.</exception>
    public AllocatedEndpoint(
        EndpointAnnotation endpoint,
        string address,
        int port,
        EndpointBindingMode bindingMode,
        string? targetPortExpression = null,
        NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? endpoint.DefaultNetworkID;
    }

    /// <summary>Records an allocation on the endpoint's own network.</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null)
        : this(endpoint, address, port, bindingMode, targetPortExpression, networkId: null)
    {
    }

    /// <summary>Records an allocation on one address.</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression)
    {
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>The host name or IP address that clients use.</summary>
    public string Address { get; private set; }

    /// <summary>What the endpoint listens on.</summary>
    public EndpointBindingMode BindingMode { get; private set; }

    /// <summary>The port that clients use.</summary>
    public int Port { get; private set; }

    /// <summary>The URI scheme.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Address and port, <c>host:port</c>.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>The URI, <c>scheme://host:port</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <summary>The port that the process itself listens on, as a string.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>The network on which this allocation holds.</summary>
    public NetworkIdentifier NetworkID { get; private set; }

    /// <inheritdoc />
    public override string ToString() => UriString;
}
