using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Makes the links of a resource from its endpoints and what its callbacks say.</summary>
internal sealed partial class ResourceUrls(ResourceNotificationService notifications, ResourceLoggerService loggers, DistributedApplicationExecutionContext context)
{
    /// <summary>Makes and shows them, once the endpoints have their addresses.</summary>
    public async Task PublishAsync(IResource resource, CancellationToken cancellationToken)
    {
        var links = EndpointLinks(resource);
        foreach (var link in resource.Annotations.OfType<ResourceUrlAnnotation>().ToArray())
        {
            links.Add(link);
            resource.Annotations.Remove(link);
        }

        var log = loggers.GetLogger(resource);
        try
        {
            var callbackContext = new ResourceUrlsCallbackContext(context, resource, links, cancellationToken) { Logger = log };
            foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
            {
                await callback.Callback(callbackContext).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A link is no reason not to start.
            LogFailed(log, error, resource.Name);
        }

        foreach (var link in links)
        {
            if (link.Url.StartsWith('/') && link.Endpoint is { IsAllocated: true } endpoint)
            {
                link.Url = endpoint.Url + link.Url;
            }

            resource.Annotations.Add(link);
        }

        await notifications.PublishUpdateAsync(resource, state => state with { Urls = Snapshot(resource, state.State?.Text) }).ConfigureAwait(false);
    }

    /// <summary>The links as they are shown in a state: those of endpoints lead nowhere while nothing runs.</summary>
    public static ImmutableArray<UrlSnapshot> Snapshot(IResource resource, string? state)
    {
        var isRunning = state == KnownResourceStates.Running;
        return
        [
            .. resource.Annotations.OfType<ResourceUrlAnnotation>().Select(link => new UrlSnapshot(link.Endpoint?.EndpointName, link.Url, IsInternal: link.DisplayLocation == UrlDisplayLocation.DetailsOnly)
            {
                IsInactive = !isRunning && (link.Endpoint is not null || resource.IsProcess),
                DisplayProperties = new UrlDisplayPropertiesSnapshot(link.DisplayText ?? string.Empty, link.DisplayOrder),
            }),
        ];
    }

    private static List<ResourceUrlAnnotation> EndpointLinks(IResource resource)
    {
        var links = new List<ResourceUrlAnnotation>();
        if (resource is not IResourceWithEndpoints withEndpoints)
        {
            return links;
        }

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.AllocatedEndpoint is not { } allocated)
            {
                continue;
            }

            var reference = new EndpointReference(withEndpoints, endpoint);
            var link = new ResourceUrlAnnotation { Url = allocated.UriString, Endpoint = reference };
            if (allocated.BindingMode != EndpointBindingMode.SingleAddress)
            {
                links.Add(link);
                links.Add(Other(Environment.MachineName));
            }
            else if (endpoint.TargetHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            {
                // The name that was asked for comes first; the plain one stays in the details.
                link.DisplayLocation = UrlDisplayLocation.DetailsOnly;
                links.Add(Other(endpoint.TargetHost));
                links.Add(link);
            }
            else
            {
                links.Add(link);
            }

            ResourceUrlAnnotation Other(string host) => new() { Url = $"{allocated.UriScheme}://{host}:{allocated.Port}", Endpoint = reference };
        }

        return links;
    }

    [LoggerMessage(1, LogLevel.Error, "The links of resource '{ResourceName}' could not be made.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string resourceName);
}
