using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Host;

internal static class EndpointServiceCollectionExtensions
{
    /// <summary>Adds the AWS endpoint, which dispatches to the services, and the control API.</summary>
    public static IServiceCollection AddAwsEndpoint(this IServiceCollection services) => services
        .AddSingleton<AwsEndpoint>()
        .AddSingleton<HostNames>()
        .AddSingleton<ControlApi>();
}
