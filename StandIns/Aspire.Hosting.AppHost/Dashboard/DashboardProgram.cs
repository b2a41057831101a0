using Microsoft.Extensions.Configuration;
using Podcast.AppHost.LocalTools;

namespace Aspire.Hosting.Dashboard;

/// <summary>Finds the dashboard's program, and fetches it when no path to it is set.</summary>
internal sealed class DashboardProgram(IConfiguration configuration, DistributedApplicationOptions options)
{
    /// <summary>The resource that runs it.</summary>
    /// <exception cref="DistributedApplicationException">The program is not where the setting says, or cannot be fetched.</exception>
    public async Task<ExecutableResource> CreateResourceAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(ConfiguredPath() ?? await FetchAsync(cancellationToken).ConfigureAwait(false));
        if (!File.Exists(path))
        {
            throw new DistributedApplicationException($"The dashboard is not at '{path}': correct {KnownConfigNames.DashboardPath}, or remove it to have the dashboard fetched.");
        }

        List<string> command = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [Processes.DotNet.Path, path] : [path];
        if (Path.GetFileNameWithoutExtension(path) == "aspire-managed")
        {
            // The program that comes with the Aspire CLI does several things.
            command.Add("dashboard");
        }

        if (!OperatingSystem.IsWindows())
        {
            // Ctrl+C reaches every process of the terminal. The dashboard is to hear of it last: the others send it their last telemetry.
            command.InsertRange(0, ["/bin/sh", "-c", "trap '' INT QUIT; exec \"$0\" \"$@\""]);
        }

        var dashboard = new ExecutableResource(name, command[0], Path.GetDirectoryName(path)!);
        dashboard.Annotations.Add(new CommandLineArgsCallbackAnnotation(arguments => command.Skip(1).ToList().ForEach(arguments.Add)));
        return dashboard;
    }

    private string? ConfiguredPath() =>
        configuration.NonEmpty(KnownConfigNames.DcpDashboardPath)
        ?? configuration.NonEmpty(KnownConfigNames.DashboardPath)
        ?? options.Metadata("aspiredashboardpath");

    private static async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        var folder = await NpmTool.EnsureAsync(NpmToolPackages.AspireDashboard, Console.Out, cancellationToken).ConfigureAwait(false);
        return Path.Combine(folder, "managed", OperatingSystem.IsWindows() ? "aspire-managed.exe" : "aspire-managed");
    }
}
