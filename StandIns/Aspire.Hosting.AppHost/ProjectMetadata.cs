namespace Aspire.Hosting;

/// <summary>A project that is named by a path, not by a type: a folder stands for the one project in it.</summary>
internal sealed class ProjectMetadata(string path) : IProjectMetadata
{
    public string ProjectPath { get; } = Directory.Exists(path) && Directory.GetFiles(path, "*.csproj") is [var only] ? only : path;
}
