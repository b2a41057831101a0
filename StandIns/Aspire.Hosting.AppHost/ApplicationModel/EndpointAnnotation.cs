using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint that a resource listens on.</summary>
[DebuggerDisplay("Endpoint {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;
    private int? _port;
    private int? _targetPort;
    private bool _portIsNull;
    private bool _targetPortIsNull;
    private bool? _tlsEnabled;

    /// <summary>Describes an endpoint on the host's network.</summary>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
        : this(protocol, networkId: null, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>Describes an endpoint on the host's network.</summary>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme, string? transport, string? name, int? port, int? targetPort, bool? isExternal, bool isProxied)
        : this(protocol, networkId: null, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied)
    {
    }

    /// <summary>Describes an endpoint.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="networkId">The network it is on; the host's when null.</param>
    /// <param name="uriScheme">The scheme of its URI; the protocol's name when null.</param>
    /// <param name="transport">http, http2, tcp or udp; told from the scheme when null.</param>
    /// <param name="name">The name, unique in the resource; the scheme when null.</param>
    /// <param name="port">The port that clients use; any free one when null.</param>
    /// <param name="targetPort">The port that the process listens on; any free one when null.</param>
    /// <param name="isExternal">Whether it is for clients outside of the application.</param>
    /// <param name="isProxied">Whether a proxy may stand between clients and the process.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        NetworkIdentifier? networkId,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? ProtocolName(protocol);
        Name = name ?? UriScheme;
        ModelName.Validate(nameof(EndpointAnnotation), Name);
        _transport = transport;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
    }

    /// <summary>Describes an endpoint.</summary>
    public EndpointAnnotation(
        ProtocolType protocol,
        NetworkIdentifier? networkId,
        string? uriScheme,
        string? transport,
        string? name,
        int? port,
        int? targetPort,
        bool? isExternal,
        bool isProxied)
        : this(protocol, networkId, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied)
    {
    }

    /// <summary>The name, unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The port that clients use. Without a proxy it is the process's port unless set otherwise.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied || _portIsNull ? null : _targetPort);
        set => (_port, _portIsNull) = (value, value is null);
    }

    /// <summary>The port that the process listens on. Without a proxy it is the clients' port unless set otherwise.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied || _targetPortIsNull ? null : _port);
        set => (_targetPort, _targetPortIsNull) = (value, value is null);
    }

    /// <summary>The scheme of the endpoint's URI.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host name or address that the process listens on.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>http, http2, tcp or udp.</summary>
    public string Transport
    {
        get => _transport ?? (IsHttp ? "http" : ProtocolName(Protocol));
        set => _transport = value;
    }

    /// <summary>Whether it is for clients outside of the application.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether a proxy may stand between clients and the process.</summary>
    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>What was said about a proxy; null when nothing was.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>Whether a reference to the resource as a whole leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Whether clients speak TLS; when not set, whether the scheme is https.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? UriScheme.Equals("https", StringComparison.OrdinalIgnoreCase);
        set => _tlsEnabled = value;
    }

    /// <summary>The network that the endpoint is on.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>The allocation on the endpoint's own network; null while there is none.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllAllocatedEndpoints.TryGet(DefaultNetworkID, out var endpoint) ? endpoint : null;
        set
        {
            if (value is null)
            {
                AllAllocatedEndpoints.For(DefaultNetworkID).Snapshot.SetException(new InvalidOperationException($"The endpoint `{Name}` is not allocated"));
            }
            else
            {
                AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(DefaultNetworkID, value);
            }
        }
    }

    /// <summary>The allocations on every network.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    /// <summary>Whether the endpoint stands in the project's launch profile.</summary>
    internal bool FromLaunchProfile { get; set; }

    /// <summary>The environment variable that tells the process its port.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    private bool IsHttp => UriScheme.Equals("http", StringComparison.OrdinalIgnoreCase) || UriScheme.Equals("https", StringComparison.OrdinalIgnoreCase);

    private static string ProtocolName(ProtocolType protocol) => protocol.ToString().ToLowerInvariant();
}
