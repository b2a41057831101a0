using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.CloudWatch.Api;
using Podcast.LocalAws.CloudWatch.Dashboards;
using Podcast.LocalAws.CloudWatch.EmbeddedMetrics;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Control;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudWatch;

internal static class CloudWatchServiceCollectionExtensions
{
    /// <summary>Adds CloudWatch: the metrics of the functions and of the services, the stack's alarms and dashboards, and the API that reads them.</summary>
    public static IServiceCollection AddCloudWatchService(this IServiceCollection services) => services
        .AddSingleton<MetricStore>()
        .AddSingleton<IMetricRecorder>(provider => provider.GetRequiredService<MetricStore>())
        .AddSingleton<IFunctionLogSink, EmbeddedMetricReader>()
        .AddSingleton<MetricDataReader>()
        .AddSingleton<AlarmRegistry>()
        .AddStackConsumer<AlarmRegistry>()
        .AddSingleton<AlarmEvaluator>()
        .AddSingleton<AlarmActions>()
        .AddSingleton<AlarmEngine>()
        .AddHostedService(provider => provider.GetRequiredService<AlarmEngine>())
        .AddSingleton<DashboardRegistry>()
        .AddStackConsumer<DashboardRegistry>()
        .AddSingleton<DashboardPage>()
        .AddSingleton<IControlPart, AlarmControl>()
        .AddSingleton<IControlPart, DashboardControl>()
        .AddSingleton<MetricOperations>()
        .AddSingleton<AlarmOperations>()
        .AddSingleton<DashboardOperations>()
        .AddSingleton<CloudWatchService>()
        .AddSingleton<IAwsService>(provider => provider.GetRequiredService<CloudWatchService>())
        .AddSingleton<IAwsService, CloudWatchQueryService>()
        .AddSingleton<IAwsService, CloudWatchCborService>();
}
