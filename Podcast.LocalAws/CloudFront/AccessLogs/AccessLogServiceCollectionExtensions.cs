using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

internal static class AccessLogServiceCollectionExtensions
{
    /// <summary>Adds the access logs of distributions.</summary>
    public static IServiceCollection AddAccessLogs(this IServiceCollection services) => services
        .AddSingleton<AccessLogDeliveries>()
        .AddStackConsumer<AccessLogDeliveries>()
        .AddSingleton<AccessLogWriter>()
        .AddHostedService(provider => provider.GetRequiredService<AccessLogWriter>())
        .AddSingleton<IControlPart, AccessLogControl>();
}
