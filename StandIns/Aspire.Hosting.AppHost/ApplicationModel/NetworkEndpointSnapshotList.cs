using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The allocations of an endpoint, one a network.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly ConcurrentDictionary<NetworkIdentifier, NetworkEndpointSnapshot> _byNetwork = new();

    /// <inheritdoc />
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator() => _byNetwork.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Sets or replaces the allocation on a network.</summary>
    /// <exception cref="ArgumentException">The allocation belongs to another network.</exception>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.NetworkID != networkId)
        {
            throw new ArgumentException($"The endpoint is allocated on network '{endpoint.NetworkID.Value}', not '{networkId.Value}'.", nameof(endpoint));
        }

        For(networkId).Snapshot.SetValue(endpoint);
    }

    /// <summary>Waits for the allocation on a network.</summary>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default) =>
        For(networkId).Snapshot.GetValueAsync(cancellationToken);

    internal bool TryGet(NetworkIdentifier networkId, [NotNullWhen(true)] out AllocatedEndpoint? endpoint)
    {
        endpoint = _byNetwork.TryGetValue(networkId, out var known) && known.Snapshot.IsValueSet
            ? known.Snapshot.GetValueAsync().GetAwaiter().GetResult()
            : null;
        return endpoint is not null;
    }

    internal NetworkEndpointSnapshot For(NetworkIdentifier networkId) =>
        _byNetwork.GetOrAdd(networkId, static id => new NetworkEndpointSnapshot(new ValueSnapshot<AllocatedEndpoint>(), id));
}
