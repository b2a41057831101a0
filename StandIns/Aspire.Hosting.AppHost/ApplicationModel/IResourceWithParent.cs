namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that lives and dies with another one.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource it belongs to.</summary>
    IResource Parent { get; }
}
