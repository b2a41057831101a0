using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a resource wait for another one before it starts.</summary>
/// <param name="resource">The other one.</param>
/// <param name="waitType">What to wait for.</param>
/// <param name="exitCode">The exit code that counts as completion.</param>
[DebuggerDisplay("{WaitType} {Resource.Name}")]
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The resource to wait for.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What to wait for.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>What to do when it fails; the application's default when null.</summary>
    public WaitBehavior? WaitBehavior { get; init; }

    /// <summary>The exit code that counts as completion.</summary>
    public int ExitCode { get; } = exitCode;
}
