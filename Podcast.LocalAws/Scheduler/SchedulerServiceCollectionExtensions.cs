using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Scheduler.Targets;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Scheduler;

internal static class SchedulerServiceCollectionExtensions
{
    /// <summary>Adds EventBridge Scheduler: the stack's schedules, the API that makes others, and the engine that runs them.</summary>
    public static IServiceCollection AddSchedulerService(this IServiceCollection services) => services
        .AddSingleton<ScheduleRegistry>()
        .AddSingleton<IStackConsumer, TemplateSchedules>()
        .AddSingleton<ExecutionRole>()
        .AddSingleton<TargetClient>()
        .AddSingleton<TargetInvoker>()
        .AddSingleton<SchedulerMetrics>()
        .AddSingleton<ScheduleExecutor>()
        .AddSingleton<IControlPart, ScheduleControl>()
        .AddHostedService<SchedulerEngine>()
        .AddSingleton<IHealthPart, ScheduleHealth>()
        .AddSingleton<IAwsService, SchedulerService>();
}
