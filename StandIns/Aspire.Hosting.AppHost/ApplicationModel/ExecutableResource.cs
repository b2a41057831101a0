namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program that runs as a process of its own.</summary>
public class ExecutableResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>Names the resource and its command.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="command">The program, by path or by a name on the PATH.</param>
    /// <param name="workingDirectory">The working directory.</param>
    public ExecutableResource(string name, string command, string workingDirectory) : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });
    }

    /// <summary>The program.</summary>
    public string Command => Executable.Command;

    /// <summary>The working directory.</summary>
    public string WorkingDirectory => Executable.WorkingDirectory;

    private ExecutableAnnotation Executable => Annotations.OfType<ExecutableAnnotation>().Last();
}
