using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.FirstMinute;

/// <summary>Prints what to do with the application once it has started.</summary>
internal static class FirstMinuteResourceBuilderExtensions
{
    /// <summary>
    /// When everything is healthy, or the start's deadline is over, prints one block of links and writes the same as JSON to
    /// <paramref name="file"/>.
    /// </summary>
    /// <returns>How the start ended, once the application has.</returns>
    public static StartupOutcome AddFirstMinute(
        this IDistributedApplicationBuilder builder, LocalAwsResource aws, IResourceBuilder<DemoDataResource> demo, EndpointsFile file)
    {
        var logs = Path.Combine(builder.AppHostAssembly!.GetMetadata("ArtifactsPath"), "apphost", "logs");
        var outcome = new StartupOutcome();
        builder.Services.AddHostedService(services => new FirstMinuteService(
            aws,
            demo.Resource,
            file,
            outcome,
            new(
                services.GetRequiredService<ResourceNotificationService>(),
                new ResourceLogs(logs, services.GetRequiredService<ResourceLoggerService>()).SaveAsync,
                aws.Deadline,
                Console.Error),
            services.GetRequiredService<DistributedApplicationModel>(),
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<IHostApplicationLifetime>()));
        builder.Services.AddHostedService(services => new OrchestratorGuard(
            services.GetRequiredService<ResourceNotificationService>(),
            outcome,
            services.GetRequiredService<IHostApplicationLifetime>(),
            TimeProvider.System));
        return outcome;
    }
}
