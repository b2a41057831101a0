using System.Text.Json;

namespace Aspire.Hosting;

/// <summary>Reads a project's launchSettings.json and picks the profile to use.</summary>
internal static class LaunchSettingsReader
{
    /// <summary>The settings beside a project; null when it has none.</summary>
    public static LaunchSettings? Read(string projectDirectory)
    {
        var path = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, LaunchSettingsSerializerContext.Default.LaunchSettings);
        }
        catch (JsonException error)
        {
            throw new DistributedApplicationException($"'{path}' is not valid JSON: {error.Message}", error);
        }
    }

    /// <summary>The profile of a project resource, by the annotations on it; null when none is to be used.</summary>
    /// <exception cref="DistributedApplicationException">The project, or the profile that was asked for, does not exist.</exception>
    public static (string Name, LaunchProfile Profile)? SelectProfile(IResource project)
    {
        if (project.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>() || Settings(project) is not { Profiles.Count: > 0 } settings)
        {
            return null;
        }

        if (project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var asked))
        {
            return settings.Profiles.TryGetValue(asked.LaunchProfileName, out var named)
                ? (asked.LaunchProfileName, named)
                : throw new DistributedApplicationException($"The launch settings of project '{project.Name}' have no profile '{asked.LaunchProfileName}'.");
        }

        if (project.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var preferred) && settings.Profiles.TryGetValue(preferred.LaunchProfileName, out var found))
        {
            return (preferred.LaunchProfileName, found);
        }

        return settings.Profiles
            .Where(entry => string.IsNullOrEmpty(entry.Value.CommandName) || entry.Value.CommandName is "Project" or "Executable")
            .Select(entry => ((string, LaunchProfile)?)(entry.Key, entry.Value))
            .FirstOrDefault();
    }

    private static LaunchSettings? Settings(IResource project)
    {
        var metadata = project.Annotations.OfType<IProjectMetadata>().Single();
        if (metadata.LaunchSettings is { } given)
        {
            return given;
        }

        return File.Exists(metadata.ProjectPath)
            ? Read(Path.GetDirectoryName(metadata.ProjectPath)!)
            : throw new DistributedApplicationException($"Project file '{metadata.ProjectPath}' was not found.");
    }
}
