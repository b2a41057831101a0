using System.Diagnostics;

namespace Podcast.Infra.Input;

/// <summary>Publishes Podcast.Functions as Lambda needs it. Its project file says how; here is only for what.</summary>
internal static class FunctionsPackage
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <param name="folder">Gets a folder of its own for each architecture and form.</param>
    /// <param name="settings">The architecture, and whether the code is native.</param>
    /// <returns>The published package.</returns>
    /// <exception cref="SynthesisException">The functions cannot be published; what the SDK says about it has been printed.</exception>
    public static string Publish(string folder, StackSettings settings)
    {
        var runtime = settings.Architecture == "arm64" ? "linux-arm64" : "linux-x64";
        var output = Path.Combine(folder, settings.IsNative ? runtime + "-native" : runtime);
        // What an earlier publication left would be deployed with it.
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "publish", ProjectFile(), "--configuration", "Release", "--runtime", runtime, settings.IsNative ? "-p:PublishAot=true" : "--no-self-contained",
                "--output", output, "--nologo", "--verbosity", "quiet",
            },
        };
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(Bound))
        {
            process.Kill(entireProcessTree: true);
            throw new SynthesisException($"Publishing the functions took longer than {Bound.TotalMinutes:0} minutes.");
        }

        return process.ExitCode == 0
            ? output
            : throw new SynthesisException($"Podcast.Functions could not be published for {runtime}; the reason is above.");
    }

    // The app runs from the folder of its project: cdk.json is there.
    private static string ProjectFile()
    {
        var path = Path.GetFullPath(Path.Combine("..", "Podcast.Functions", "Podcast.Functions.csproj"));
        return File.Exists(path) ? path : throw new SynthesisException($"{path} does not exist: --publish works in the folder Podcast.Infra.");
    }
}
