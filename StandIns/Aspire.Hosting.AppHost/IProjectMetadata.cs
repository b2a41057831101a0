namespace Aspire.Hosting;

/// <summary>A .NET project, by its file.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>The launch settings; those beside the project when null.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether the project is built already.</summary>
    bool SuppressBuild => false;

    /// <summary>Whether it is a single C# file.</summary>
    bool IsFileBasedApp => Path.GetExtension(ProjectPath).Equals(".cs", StringComparison.OrdinalIgnoreCase);
}
