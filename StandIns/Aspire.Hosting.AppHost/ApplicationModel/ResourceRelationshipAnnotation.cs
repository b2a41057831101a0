using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how a resource relates to another one, for those who look at the application.</summary>
/// <param name="resource">The other one.</param>
/// <param name="type">The kind: Parent, Reference, WaitFor, or any other word.</param>
[DebuggerDisplay("{Type} {Resource.Name}")]
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The kind of relationship.</summary>
    public string Type { get; } = type;
}
