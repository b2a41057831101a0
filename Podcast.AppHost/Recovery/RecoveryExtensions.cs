using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.Recovery;

/// <summary>Adds the recovery of processes to the application.</summary>
internal static class RecoveryExtensions
{
    // Set by an IDE that runs the projects: ending a debug session is no accident.
    private const string IdeSession = "DEBUG_SESSION_PORT";

    /// <summary>Starts DynamoDB Local, the local AWS and the functions again when they end although nobody asked for it.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="dynamodb">DynamoDB Local.</param>
    /// <param name="demo">What is loaded again after DynamoDB Local has lost its tables.</param>
    /// <param name="data">The folder of the tables; without it they are in memory.</param>
    public static void AddRecovery(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ExecutableResource> dynamodb, IResourceBuilder<DemoDataResource> demo, DataFolder? data)
    {
        var requests = new StopRequests();
        var resources = builder.Resources.Where(resource => resource is ProjectResource or ExecutableResource).ToList();
        builder.Services.AddHostedService(services => new RecoveryService(
            string.IsNullOrEmpty(builder.Configuration[IdeSession]) ? resources : [],
            requests,
            dynamodb.Resource,
            data is null ? demo.Resource : null,
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ResourceCommandService>(),
            services.GetRequiredService<ResourceLoggerService>(),
            TimeProvider.System));
    }
}
