using System.Reflection;

namespace Podcast.AppHost.Hosting;

/// <summary>Starts a project's built executable instead of <c>dotnet run</c>, which spends two CPU seconds a process on evaluating the project.</summary>
internal static class DirectLaunch
{
    /// <summary>
    /// Launches the executable that the build of the app host left in <c>artifacts/bin</c>. The resource stays a project: the dashboard offers Rebuild,
    /// and an IDE still debugs it.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithDirectLaunch(this IResourceBuilder<ProjectResource> project)
    {
        var assembly = project.ApplicationBuilder.AppHostAssembly!;
        var artifacts = assembly.GetMetadata("ArtifactsPath");
        var configuration = assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration.ToLowerInvariant();
        var path = project.Resource.GetProjectMetadata().ProjectPath;
        var name = Path.GetFileNameWithoutExtension(path);
        return project.WithAnnotation(new ExecutableAnnotation
        {
            Command = Path.Combine(artifacts, "bin", name, configuration, OperatingSystem.IsWindows() ? $"{name}.exe" : name),
            WorkingDirectory = Path.GetDirectoryName(path)!,
        });
    }
}
