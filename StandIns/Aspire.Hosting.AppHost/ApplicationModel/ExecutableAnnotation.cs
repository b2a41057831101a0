namespace Aspire.Hosting.ApplicationModel;

/// <summary>The command of a process.</summary>
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>The program, by path or by a name on the PATH.</summary>
    public required string Command { get; set; }

    /// <summary>The working directory.</summary>
    public required string WorkingDirectory { get; set; }
}
