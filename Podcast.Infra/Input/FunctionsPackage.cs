using System.Diagnostics;

namespace Podcast.Infra.Input;

/// <summary>Publishes Podcast.Functions as Lambda needs it. Its project file says how; here is only for what.</summary>
internal static class FunctionsPackage
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <param name="folder">Where to; an earlier package there is removed.</param>
    /// <param name="settings">The architecture, and whether the code is native.</param>
    /// <exception cref="SynthesisException">The functions cannot be published; what the SDK says about it has been printed.</exception>
    public static void Publish(string folder, StackSettings settings)
    {
        var runtime = settings.Architecture == "arm64" ? "linux-arm64" : "linux-x64";
        // What an earlier publication left would be deployed with it.
        if (File.Exists(Path.Combine(folder, "Podcast.Functions.dll")) || File.Exists(Path.Combine(folder, "bootstrap")))
        {
            Directory.Delete(folder, recursive: true);
        }

        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "publish", ProjectFile(), "--configuration", "Release", "--runtime", runtime, settings.IsNative ? "-p:PublishAot=true" : "--no-self-contained",
                "--output", folder, "--nologo", "--verbosity", "quiet",
            },
        };
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(Bound))
        {
            process.Kill(entireProcessTree: true);
            throw new SynthesisException($"Publishing the functions took longer than {Bound.TotalMinutes:0} minutes.");
        }

        if (process.ExitCode != 0)
        {
            throw new SynthesisException($"Podcast.Functions could not be published for {runtime}; the reason is above.");
        }
    }

    // The app runs from the folder of its project: cdk.json is there.
    private static string ProjectFile()
    {
        var path = Path.GetFullPath(Path.Combine("..", "Podcast.Functions", "Podcast.Functions.csproj"));
        return File.Exists(path) ? path : throw new SynthesisException($"{path} does not exist: --publish works in the folder Podcast.Infra.");
    }
}
