namespace Podcast.AppHost.LocalTools;

/// <summary>A program that the npm registry carries, and how it becomes a folder of the tool cache.</summary>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Name">The npm package.</param>
/// <param name="Version">The exact version.</param>
/// <param name="Integrity">The tarball's Subresource Integrity value, <c>sha512-…</c>.</param>
/// <param name="SizeInBytes">The tarball's size, for the progress line.</param>
/// <param name="Folder">The part of the package that is kept; empty keeps all.</param>
internal sealed record NpmToolPackage(string DisplayName, string Name, string Version, string Integrity, long SizeInBytes, string Folder)
{
    /// <summary>The name of the folder in the cache.</summary>
    public string CacheKey => $"{Name.Replace('/', '+')}@{Version}";
}
