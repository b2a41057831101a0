namespace Aspire.Hosting.ApplicationModel;

/// <summary>The launch profile that a project is started with if it has one of that name.</summary>
/// <param name="launchProfileName">The profile's name.</param>
public sealed class DefaultLaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}
