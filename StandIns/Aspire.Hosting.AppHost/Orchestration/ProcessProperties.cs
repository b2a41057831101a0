using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>What the dashboard shows of a process.</summary>
internal static class ProcessProperties
{
    public static ResourcePropertySnapshot[] Of(IResource resource, ProcessCommand command, int processId)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().FirstOrDefault();

        // "dotnet exec x.dll" is how the project is started, not what its author passes to it.
        string[] appArguments = [.. project is null ? command.Arguments : command.Arguments.Skip(2)];
        var properties = new List<ResourcePropertySnapshot>
        {
            new(KnownProperties.ExecutablePath, command.FileName) { DisplayName = project is null ? "Executable path" : null, IsHighlighted = project is null, SortOrder = project is null ? 0 : null },
            new(KnownProperties.ExecutableWorkDir, command.WorkingDirectory) { DisplayName = project is null ? "Working directory" : null, IsHighlighted = project is null, SortOrder = project is null ? 1 : null },
            new(KnownProperties.ExecutableArgs, command.Arguments) { IsSensitive = true, DisplayName = project is null ? "Executable arguments" : null, IsHighlighted = project is null, SortOrder = project is null ? 2 : null },
            new(KnownProperties.ExecutablePid, processId) { DisplayName = "Process ID", IsHighlighted = true, SortOrder = 3 },
            new(KnownProperties.AppArgs, appArguments),
            new(KnownProperties.AppArgsSensitivity, appArguments.Select(_ => 0).ToArray()),
        };
        if (project is not null)
        {
            properties.Add(new(KnownProperties.ProjectPath, project.ProjectPath) { DisplayName = "Project path", IsHighlighted = true, SortOrder = 0 });
            properties.Add(new(KnownProperties.ProjectLaunchProfile, LaunchSettingsReader.SelectProfile(resource)?.Name) { DisplayName = "Launch profile", IsHighlighted = true, SortOrder = 1 });
        }

        return [.. properties];
    }
}
