using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.EventBridge.Targets;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge;

internal static class EventBridgeServiceCollectionExtensions
{
    /// <summary>Adds the default event bus, and those of the template, with their rules.</summary>
    public static IServiceCollection AddEventBridgeService(this IServiceCollection services) => services
        .AddSingleton<ITargetSender, TargetSender>()
        .AddSingleton<DeliveryQueue>()
        .AddSingleton<EventBus>()
        .AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventBus>())
        .AddStackConsumer<EventBus>()
        .AddSingleton<RuleOperations>()
        .AddSingleton<IAwsService, EventBridgeService>();
}
