using Podcast.LocalAws.Api;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

internal static class SqsServiceCollectionExtensions
{
    /// <summary>Adds the stack's queues.</summary>
    public static IServiceCollection AddSqsService(this IServiceCollection services) => services
        .AddSingleton<QueueRegistry>()
        .AddStackConsumer<QueueRegistry>()
        .AddSingleton<IOnFailureDestination>(provider => provider.GetRequiredService<QueueRegistry>())
        .AddSingleton<IAwsService, SqsService>();
}
