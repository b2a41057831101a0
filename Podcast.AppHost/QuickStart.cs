namespace Podcast.AppHost;

/// <summary>Lets processes that all start at once leave each other the processor.</summary>
internal static class QuickStart
{
    /// <summary>
    /// Puts off what a .NET process does for later: the second, better compilation of what runs often, five seconds after it has come to rest
    /// instead of a tenth (hexadecimal, in milliseconds; Podcast.AppHost.csproj says the same for the app host itself); and sending telemetry, the
    /// first time of which is dear, for three seconds instead of one, five for metrics. So a trace is in the dashboard after three seconds at most.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithQuickStart(this IResourceBuilder<ProjectResource> project) => project
        .WithEnvironment("DOTNET_TC_CallCountingDelayMs", "1388")
        .WithEnvironment("OTEL_BLRP_SCHEDULE_DELAY", "3000")
        .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "3000")
        .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "5000");
}
