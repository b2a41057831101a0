using System.Reflection;

namespace Podcast.AppHost.Hosting;

/// <summary>Reads what the build wrote into the app host's assembly.</summary>
internal static class AssemblyMetadata
{
    /// <summary>The value of the <see cref="AssemblyMetadataAttribute"/> with this key, which the project file sets.</summary>
    public static string GetMetadata(this Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == key).Value!;
}
