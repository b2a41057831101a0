using System.Reflection;

namespace Podcast.Tests.Testing;

/// <summary>Where this build's files are.</summary>
internal static class Repository
{
    // artifacts/cdk/Podcast.template.json
    private static readonly string Root = Path.GetFullPath(Path.Combine(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "CloudFormationTemplate").Value!,
        "..",
        "..",
        ".."));

    /// <summary>A folder of the sources.</summary>
    public static string Folder(string name) => Path.Combine(Root, name);

    /// <summary>The output folder of a project, in the configuration of the tests.</summary>
    public static string Output(string project) =>
        Path.Combine(AppContext.BaseDirectory, "..", "..", project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)));
}
