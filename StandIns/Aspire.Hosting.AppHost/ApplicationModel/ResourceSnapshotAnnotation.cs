namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state that a resource has before anything is known of it.</summary>
/// <param name="initialSnapshot">The state.</param>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot ?? throw new ArgumentNullException(nameof(initialSnapshot));
}
