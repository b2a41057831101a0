using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.FirstMinute;

/// <summary>Tells whoever started the application what can be done with it.</summary>
internal static class FirstMinuteResourceBuilderExtensions
{
    /// <summary>
    /// When everything is healthy, prints one block of links and writes the same as JSON, to <c>artifacts/apphost/endpoints.json</c> or
    /// the file that the setting <c>EndpointsFile</c> names.
    /// </summary>
    public static void AddFirstMinute(this IDistributedApplicationBuilder builder, LocalAwsResource aws, IResourceBuilder<DemoDataResource> demo)
    {
        var artifacts = builder.AppHostAssembly!.GetMetadata("ArtifactsPath");
        var file = new EndpointsFile(Path.GetFullPath(builder.Configuration["EndpointsFile"] ?? Path.Combine(artifacts, "apphost", "endpoints.json")));
        builder.Services.AddHostedService(services =>
            ActivatorUtilities.CreateInstance<FirstMinuteService>(services, aws, demo.Resource, file));
    }
}
