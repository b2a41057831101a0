using Podcast.LocalAws.Api;
using Podcast.LocalAws.CloudFront.Distribution.Origins;
using Podcast.LocalAws.CloudFront.Functions;

namespace Podcast.LocalAws.CloudFront.Distribution;

internal static class DistributionServiceCollectionExtensions
{
    /// <summary>Adds the template's distribution and its functions.</summary>
    public static IServiceCollection AddDistribution(this IServiceCollection services)
    {
        services.AddHttpForwarder();

        // Both would write the viewer's path, which holds a token: one as a log scope of every line, the other in its messages.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Yarp", LogLevel.None));
        return services
            .AddSingleton<EdgeFunctionRegistry>()
            .AddSingleton<EdgeIdentity>()
            .AddSingleton<ErrorResponder>()
            .AddSingleton<OriginUri>()
            .AddSingleton<OriginSigner>()
            .AddSingleton<OriginForwarder>()
            .AddSingleton<IEdgeEndpoint, DistributionEndpoint>()
            .AddHostedService<EdgeFunctionWarmUp>();
    }
}
