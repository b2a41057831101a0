using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Logs;

internal static class LogsServiceCollectionExtensions
{
    /// <summary>Adds CloudWatch Logs, which takes what functions write.</summary>
    public static IServiceCollection AddLogsService(this IServiceCollection services) => services
        .AddSingleton<LogGroups>()
        .AddStackConsumer<LogGroups>()
        .AddSingleton<IFunctionLogSink>(provider => provider.GetRequiredService<LogGroups>())
        .AddSingleton<IAwsService, LogsService>();
}
