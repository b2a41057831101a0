using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.Startup;

/// <summary>Begins and ends a start.</summary>
internal static class StartupExtensions
{
    private const string AllowUnsecuredTransport = "ASPIRE_ALLOW_UNSECURED_TRANSPORT";

    /// <summary>Checks the settings, and keeps what the shell says about AWS from everything that is started.</summary>
    /// <exception cref="DistributedApplicationException">One sentence says which setting is wrong.</exception>
    public static async Task PrepareStartAsync(this IDistributedApplicationBuilder builder, TextWriter progress, CancellationToken cancellationToken)
    {
        // Everything is on loopback; the launch profile says the same, but not everybody starts with it.
        if (string.IsNullOrEmpty(builder.Configuration[AllowUnsecuredTransport]))
        {
            // A source and not a value, which would be lost when another source is added.
            builder.Configuration.AddInMemoryCollection([new(AllowUnsecuredTransport, "true")]);
        }

        RegionSetting.Read(builder.Configuration);
        await PortAvailability.WaitAsync(
            PortSettings.ReadAll(builder.Configuration), progress, PortAvailability.Limit, TimeProvider.System, cancellationToken);
        if (builder.ExecutionContext.IsRunMode)
        {
            ProcessEnvironment.RemoveAwsSettings();
            ProcessEnvironment.KeepHeapsSmall();
            OrchestratorGuard.ReplaceMonitors();
        }
    }

    /// <summary>Runs the application until it is stopped. A stop during the start is a stop, not a failure.</summary>
    public static async Task RunToEndAsync(this DistributedApplication application)
    {
        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopping = lifetime.ApplicationStopping;
        try
        {
            await application.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hosted services that were still starting say so this way.
        }
    }
}
