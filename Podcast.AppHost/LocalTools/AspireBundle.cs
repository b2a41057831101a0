using System.Diagnostics;

namespace Podcast.AppHost.LocalTools;

/// <summary>Takes the dashboard out of the Aspire CLI, which holds it as an embedded bundle.</summary>
internal static class AspireBundle
{
    /// <summary>Replaces the package in <paramref name="folder"/> by the bundle's <c>managed</c> folder.</summary>
    public static async Task ExtractAsync(string folder, CancellationToken cancellationToken)
    {
        var home = Path.Combine(folder, "home");
        // The CLI also unpacks its bundle into the home folder on its own; into any other folder the two would race.
        var bundle = Path.Combine(home, ".aspire");
        Directory.CreateDirectory(home);

        var start = new ProcessStartInfo(Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire"))
        {
            ArgumentList = { "setup", "--install-path", bundle, "--non-interactive", "--nologo" },
            // The CLI keeps caches and logs in the home folder, and reports its use unless told not to.
            Environment = { ["HOME"] = home, ["USERPROFILE"] = home, ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true" },
        };
        var result = await ToolProcess.RunAsync(start, TimeSpan.FromMinutes(2), cancellationToken);
        var versions = Path.Combine(bundle, "versions");
        var managed = Directory.Exists(versions)
            ? Directory.EnumerateDirectories(versions).Select(version => Path.Combine(version, "managed")).FirstOrDefault(Directory.Exists)
            : null;
        if (result.ExitCode != 0 || managed is null)
        {
            throw new IOException($"aspire setup ended with exit code {result.ExitCode}");
        }

        Directory.Move(managed, Path.Combine(folder, "managed"));
        foreach (var rest in new[] { home, Path.Combine(folder, "bin") })
        {
            Directory.Delete(rest, recursive: true);
        }
    }
}
