using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.FirstMinute;

/// <summary>Tells whoever started the application what can be done with it.</summary>
internal static class FirstMinuteResourceBuilderExtensions
{
    /// <summary>
    /// When everything is healthy, or the start's deadline is over, prints one block of links and writes the same as JSON, to
    /// <c>artifacts/apphost/endpoints.json</c> or the file that the setting <c>EndpointsFile</c> names.
    /// </summary>
    /// <returns>How the start ended, once the application has.</returns>
    /// <exception cref="DistributedApplicationException">The file cannot be written.</exception>
    public static StartupOutcome AddFirstMinute(
        this IDistributedApplicationBuilder builder, LocalAwsResource aws, IResourceBuilder<DemoDataResource> demo)
    {
        var folder = Path.Combine(builder.AppHostAssembly!.GetMetadata("ArtifactsPath"), "apphost");
        var file = new EndpointsFile(EndpointsFile.ReadSetting(builder.Configuration) ?? Path.Combine(folder, "endpoints.json"));
        file.RequireWritable();
        var outcome = new StartupOutcome();
        builder.Services.AddHostedService(services => new FirstMinuteService(
            aws,
            demo.Resource,
            file,
            outcome,
            new(
                services.GetRequiredService<ResourceNotificationService>(),
                new(Path.Combine(folder, "logs"), services.GetRequiredService<ResourceLoggerService>()),
                aws.Deadline,
                Console.Error),
            services.GetRequiredService<DistributedApplicationModel>(),
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>()));
        return outcome;
    }
}
