using System.Diagnostics;

namespace Aspire.Hosting.Processes;

/// <summary>Finds what a project was built to, and builds it if it is not.</summary>
internal static class ProjectOutput
{
    /// <summary>The path of the project's assembly.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be built, or is not where the build says.</exception>
    public static async Task<string> GetAsync(IProjectMetadata project, string configuration, Action<string, bool> onLine, CancellationToken cancellationToken)
    {
        if (!File.Exists(project.ProjectPath))
        {
            throw new DistributedApplicationException($"Project file '{project.ProjectPath}' was not found.");
        }

        var path = AssemblyMetadata.Find(project.GetType().Assembly, AssemblyMetadata.ProjectOutput + project.ProjectPath);
        if (path is null || !project.SuppressBuild)
        {
            path = await BuildAsync(project, configuration, onLine, cancellationToken).ConfigureAwait(false);
        }

        return File.Exists(path) ? path : throw new DistributedApplicationException($"Project '{project.ProjectPath}' is not built: '{path}' does not exist. Build the app host, which builds it too.");
    }

    private static async Task<string> BuildAsync(IProjectMetadata project, string configuration, Action<string, bool> onLine, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotNet.Path, ["build", project.ProjectPath, "-c", configuration, "-v", "q", "-nologo", "-t:Build", "-getProperty:TargetPath"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
        };
        using var build = Process.Start(start)!;
        try
        {
            var errors = build.StandardError.ReadToEndAsync(cancellationToken);
            var output = await build.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await build.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            foreach (var line in (await errors.ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                onLine(line, true);
            }

            if (build.ExitCode == 0)
            {
                return output.Trim();
            }

            foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                onLine(line, true);
            }

            throw new DistributedApplicationException($"Project '{project.ProjectPath}' could not be built.");
        }
        finally
        {
            if (!build.HasExited)
            {
                build.Kill(entireProcessTree: true);
            }
        }
    }
}
