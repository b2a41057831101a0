using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Host.Access;
using Podcast.LocalAws.Host.Usage;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host;

internal static class EndpointServiceCollectionExtensions
{
    /// <summary>Adds the AWS endpoint, which dispatches to the services, and the control API.</summary>
    public static IServiceCollection AddAwsEndpoint(this IServiceCollection services) => services
        .AddSingleton<AwsEndpoint>()
        .AddSingleton<HostNames>()
        .AddSingleton<AllowedHosts>()
        .AddStackConsumer<AllowedHosts>()
        .AddSingleton<RequestFilter>()
        .AddSingleton<UsageMeter>()
        .AddSingleton<IControlPart, UsageControl>()
        .AddSingleton<ControlApi>();
}
