namespace Podcast.AppHost;

/// <summary>Lets processes that all start at once leave each other the processor.</summary>
internal static class QuickStart
{
    /// <summary>
    /// Puts off the second, better compilation of what a .NET process runs often: five seconds after it has come to rest instead of a tenth.
    /// The value is hexadecimal, in milliseconds; Podcast.AppHost.csproj says the same for the app host itself.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithQuickStart(this IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment("DOTNET_TC_CallCountingDelayMs", "1388");
}
