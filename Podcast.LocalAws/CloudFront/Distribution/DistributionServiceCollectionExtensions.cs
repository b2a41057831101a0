using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Podcast.LocalAws.CloudFront.Distribution.Caching;
using Podcast.LocalAws.CloudFront.Distribution.Origins;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Distribution;

internal static class DistributionServiceCollectionExtensions
{
    /// <summary>Adds the distributions and their functions.</summary>
    public static IServiceCollection AddDistribution(this IServiceCollection services)
    {
        services.AddHttpForwarder();

        // Both would write the viewer's path, which holds a token: one as a log scope of every line, the other in its messages.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Yarp", LogLevel.None));
        return services
            .AddSingleton<IConfigureOptions<KestrelServerOptions>, EdgeServerOptions>()
            .AddSingleton<EdgeFunctionRegistry>()
            .AddStackConsumer<EdgeFunctionRegistry>()
            .AddSingleton<DistributionMetrics>()
            .AddSingleton<EdgeIdentity>()
            .AddSingleton<EdgeTraceLimiter>()
            .AddSingleton<ErrorResponder>()
            .AddSingleton<OriginUri>()
            .AddSingleton<OriginSigner>()
            .AddSingleton<OriginClient>()
            .AddSingleton<OriginRequestWriter>()
            .AddSingleton<OriginForwarder>()
            .AddSingleton<ViewerResponse>()
            .AddSingleton<EdgeCache>()
            .AddSingleton<OriginFetcher>()
            .AddSingleton<CachedResponseWriter>()
            .AddSingleton<CachedForwarder>()
            .AddSingleton<DistributionRegistry>()
            .AddStackConsumer<DistributionRegistry>()
            .AddSingleton<IEdgeEndpoint, DistributionEndpoint>()
            .AddSingleton<Core.Health.IHealthPart, EdgeFunctionHealth>()
            .AddHostedService<EdgeFunctionWarmUp>();
    }
}
