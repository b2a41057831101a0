namespace Podcast.AppHost.Hosting;

/// <summary>How the app host starts a .NET process so that many of them can start at once on two cores.</summary>
internal static class StartupTuning
{
    /// <summary>
    /// Launches the built executable and postpones work that is expensive while everything starts: optimized recompilation begins five seconds after the
    /// process has settled instead of 0.1 (hexadecimal, in milliseconds; Podcast.AppHost.csproj sets the same for the app host itself), and telemetry is
    /// exported every three seconds instead of one, metrics every five. A trace is therefore in the dashboard after three seconds at most. A caller that does
    /// not sample its trace is obeyed, or the polls of the start would be among the traces.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithStartupTuning(this IResourceBuilder<ProjectResource> project) => project
        .WithDirectLaunch()
        .WithoutHttpsCertificate()
        .WithEnvironment("DOTNET_TC_CallCountingDelayMs", "1388")
        .WithEnvironment("OTEL_BLRP_SCHEDULE_DELAY", "3000")
        .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "3000")
        .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "5000")
        .WithEnvironment("OTEL_TRACES_SAMPLER", "parentbased_always_on");
}
