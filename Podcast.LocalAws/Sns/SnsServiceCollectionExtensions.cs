using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sns;

internal static class SnsServiceCollectionExtensions
{
    /// <summary>Adds the stack's topics.</summary>
    public static IServiceCollection AddSnsService(this IServiceCollection services) => services
        .AddSingleton<TopicRegistry>()
        .AddStackConsumer<TopicRegistry>()
        .AddSingleton<ITopicPublisher>(provider => provider.GetRequiredService<TopicRegistry>())
        .AddSingleton<IControlPart, SnsControl>()
        .AddSingleton<IAwsService, SnsService>();
}
