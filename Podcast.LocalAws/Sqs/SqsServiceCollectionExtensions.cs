using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Sqs.Query;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

internal static class SqsServiceCollectionExtensions
{
    /// <summary>Adds the stack's queues.</summary>
    public static IServiceCollection AddSqsService(this IServiceCollection services) => services
        .AddSingleton<QueueRegistry>()
        .AddStackConsumer<QueueRegistry>()
        .AddSingleton<IQueueSender>(provider => provider.GetRequiredService<QueueRegistry>())
        .AddSingleton<MessageMoves>()
        .AddSingleton<IMetricSampler, QueueMetrics>()
        .AddSingleton<SqsService>()
        .AddSingleton<IAwsService>(provider => provider.GetRequiredService<SqsService>())
        .AddSingleton<IAwsService, SqsQueryService>();
}
