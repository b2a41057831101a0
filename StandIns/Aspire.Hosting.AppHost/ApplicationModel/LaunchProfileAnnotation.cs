namespace Aspire.Hosting.ApplicationModel;

/// <summary>The launch profile that a project is to be started with.</summary>
/// <param name="launchProfileName">The profile's name.</param>
public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}
