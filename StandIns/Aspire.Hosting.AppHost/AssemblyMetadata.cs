using System.Reflection;

namespace Aspire.Hosting;

/// <summary>What the build wrote into the app host's assembly.</summary>
internal static class AssemblyMetadata
{
    /// <summary>Comes before a project's path; the value is the path of what it was built to.</summary>
    public const string ProjectOutput = "aspireprojectoutput:";

    public static string? Find(Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase))?.Value;
}
