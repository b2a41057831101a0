using Microsoft.Extensions.Configuration;
using Podcast.AppHost.LocalTools;

namespace Aspire.Hosting.Dashboard;

/// <summary>Finds the dashboard's program, and fetches it when no path to it is set.</summary>
internal sealed class DashboardProgram(IConfiguration configuration, DistributedApplicationOptions options)
{
    /// <summary>The path that is set; null when none is.</summary>
    public string? ConfiguredPath { get; } =
        configuration.NonEmpty(KnownConfigNames.DcpDashboardPath)
        ?? configuration.NonEmpty(KnownConfigNames.DashboardPath)
        ?? options.Metadata("aspiredashboardpath");

    /// <summary>Completes the resource's command line.</summary>
    /// <exception cref="DistributedApplicationException">The program is not where the setting says, or cannot be fetched.</exception>
    public async Task PrepareAsync(ExecutableResource dashboard, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(ConfiguredPath ?? await FetchAsync(cancellationToken).ConfigureAwait(false));
        if (!File.Exists(path))
        {
            throw new DistributedApplicationException($"The dashboard is not at '{path}': correct {KnownConfigNames.DashboardPath}, or remove it to have the dashboard fetched.");
        }

        var executable = dashboard.Annotations.OfType<ExecutableAnnotation>().Single();
        executable.WorkingDirectory = Path.GetDirectoryName(path)!;
        List<string> arguments = [];
        if (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            executable.Command = Processes.DotNet.Path;
            arguments.Add(path);
        }
        else
        {
            executable.Command = path;
        }

        if (Path.GetFileNameWithoutExtension(path) == "aspire-managed")
        {
            // The program that comes with the Aspire CLI does several things.
            arguments.Add("dashboard");
        }

        foreach (var existing in dashboard.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            dashboard.Annotations.Remove(existing);
        }

        dashboard.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => arguments.ForEach(args.Add)));
    }

    private static async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        var folder = await NpmTool.EnsureAsync(NpmToolPackages.AspireDashboard, Console.Out, cancellationToken).ConfigureAwait(false);
        return Path.Combine(folder, "managed", OperatingSystem.IsWindows() ? "aspire-managed.exe" : "aspire-managed");
    }
}
