using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Refers to an endpoint of a resource, which may get its address, or even be declared, later.</summary>
[DebuggerDisplay("{Resource.Name}/{EndpointName}")]
public sealed class EndpointReference : IExpressionValue, IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    private EndpointAnnotation? _annotation;

    /// <summary>Refers to a declared endpoint as seen from a network.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint, NetworkIdentifier? contextNetworkId)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpoint);
        Resource = owner;
        EndpointName = endpoint.Name;
        _annotation = endpoint;
        ContextNetworkID = contextNetworkId;
    }

    /// <summary>Refers to a declared endpoint.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint, contextNetworkId: null)
    {
    }

    /// <summary>Refers to an endpoint by its name as seen from a network.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName, NetworkIdentifier? contextNetworkId = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpointName);
        Resource = owner;
        EndpointName = endpointName;
        ContextNetworkID = contextNetworkId;
    }

    /// <summary>Refers to an endpoint by its name.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
        : this(owner, endpointName, contextNetworkId: null)
    {
    }

    /// <summary>The endpoint's declaration.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public EndpointAnnotation EndpointAnnotation => Find() ?? throw new InvalidOperationException(ErrorMessage ?? DescribeMissing());

    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; }

    /// <summary>What to say when the endpoint does not exist.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Whether the endpoint has an address by now.</summary>
    public bool IsAllocated => Allocation is not null;

    /// <summary>Whether the endpoint is declared.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether the scheme is http.</summary>
    public bool IsHttp => Scheme.Equals("http", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the scheme is https.</summary>
    public bool IsHttps => Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether clients speak TLS.</summary>
    public bool TlsEnabled => Find() is { TlsEnabled: true };

    /// <summary>Whether the endpoint is called http or https.</summary>
    public bool IsHttpSchemeNamedEndpoint =>
        EndpointName.Equals("http", StringComparison.OrdinalIgnoreCase) || EndpointName.Equals("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a reference to the resource as a whole leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint => Find() is { ExcludeReferenceEndpoint: true };

    /// <summary>The network from which the endpoint is seen; null means the caller's.</summary>
    public NetworkIdentifier? ContextNetworkID { get; }

    /// <summary>The port that clients use.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public int Port => Allocated.Port;

    /// <summary>The port that the process was told to listen on; null when any will do.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>The host name that clients use.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public string Host => Allocated.Address;

    /// <summary>The URI scheme.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>The address, <c>scheme://host:port</c>.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public string Url => Allocated.UriString;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    string IManifestExpressionProvider.ValueExpression => GetExpression(EndpointProperty.Url);

    private AllocatedEndpoint? Allocation =>
        Find() is { } endpoint && endpoint.AllAllocatedEndpoints.TryGet(ContextNetworkID ?? KnownNetworkIdentifiers.LocalhostNetwork, out var allocated)
            ? allocated
            : null;

    private AllocatedEndpoint Allocated =>
        Allocation ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    /// <summary>Waits for the address.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    /// <summary>Waits for the address as the caller sees it.</summary>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    /// <summary>Refers to a part of the address.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    internal string GetExpression(EndpointProperty property)
    {
        return property switch
        {
            EndpointProperty.Url => Binding("url"),
            EndpointProperty.Host or EndpointProperty.IPV4Host => Binding("host"),
            EndpointProperty.Port => Binding("port"),
            EndpointProperty.Scheme => Binding("scheme"),
            EndpointProperty.TargetPort => Binding("targetPort"),
            EndpointProperty.HostAndPort => $"{Binding("host")}:{Binding("port")}",
            EndpointProperty.TlsEnabled => Binding("tlsEnabled"),
            _ => throw new InvalidOperationException($"The property '{property}' is not supported for the endpoint '{EndpointName}'."),
        };

        string Binding(string part) => $"{{{Resource.Name}.bindings.{EndpointName}.{part}}}";
    }

    private EndpointAnnotation? Find() =>
        _annotation ??= Resource.Annotations.OfType<EndpointAnnotation>().SingleOrDefault(endpoint => endpoint.Name.Equals(EndpointName, StringComparison.OrdinalIgnoreCase));

    private string DescribeMissing()
    {
        var names = Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"`{endpoint.Name}`").ToArray();
        var known = names.Length == 0 ? "The resource has no endpoints defined." : $"Available endpoints: {string.Join(", ", names)}.";
        return $"The endpoint `{EndpointName}` is not defined for the resource `{Resource.Name}`. {known}";
    }
}
