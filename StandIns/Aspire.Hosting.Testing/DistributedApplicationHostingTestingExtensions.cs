using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Reaches the resources of a running application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client whose base address is that of a resource's endpoint: https, else http, when none is named.</summary>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = default)
    {
        var address = app.GetEndpoint(resourceName, endpointName);
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        return client;
    }

    /// <summary>The connection string of a resource.</summary>
    /// <exception cref="ArgumentException">There is no such resource, or it has none.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static ValueTask<string?> GetConnectionStringAsync(this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));

    /// <summary>The address of a resource's endpoint: https, else http, when none is named.</summary>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = default) =>
        app.GetEndpointForNetwork(resourceName, networkIdentifier: null, endpointName);

    /// <summary>The address of a resource's endpoint as seen from a network.</summary>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static Uri GetEndpointForNetwork(this DistributedApplication app, string resourceName, NetworkIdentifier? networkIdentifier, string? endpointName = default)
    {
        if (Find(app, resourceName) is not IResourceWithEndpoints resource)
        {
            throw new ArgumentException($"Resource '{resourceName}' has no allocated endpoints.", nameof(resourceName));
        }

        string[] names = string.IsNullOrEmpty(endpointName) ? ["https", "http"] : [endpointName];
        var endpoint = names
            .Select(name => resource.GetEndpoint(name, networkIdentifier ?? KnownNetworkIdentifiers.LocalhostNetwork))
            .FirstOrDefault(endpoint => endpoint.IsAllocated)
            ?? throw new ArgumentException($"Endpoint '{endpointName}' for resource '{resourceName}' not found.", nameof(endpointName));
        return new Uri(endpoint.Url);
    }

    private static IResource Find(DistributedApplication app, string resourceName)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        if (!app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
        {
            throw new InvalidOperationException("The application must be started before resolving endpoints or connection strings.");
        }

        return app.Services.GetRequiredService<DistributedApplicationModel>().Resources.TryGetByName(resourceName, out var resource)
            ? resource
            : throw new ArgumentException($"Resource '{resourceName}' not found.", nameof(resourceName));
    }
}
