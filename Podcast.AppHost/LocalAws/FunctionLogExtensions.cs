using Microsoft.Extensions.DependencyInjection;

namespace Podcast.AppHost.LocalAws;

/// <summary>Adds the functions' logs to the application.</summary>
internal static class FunctionLogExtensions
{
    /// <summary>Gives the local AWS what the functions' processes write.</summary>
    public static void AddFunctionLogs(this IDistributedApplicationBuilder builder)
    {
        var functions = builder.Resources.Where(resource => resource.HasAnnotationOfType<LambdaFunctionAnnotation>()).ToList();
        builder.Services.AddHostedService(services => new FunctionLogForwarder(
            functions,
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ResourceLoggerService>(),
            TimeProvider.System));
    }
}
