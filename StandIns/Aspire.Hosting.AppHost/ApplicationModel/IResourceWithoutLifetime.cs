namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that never starts or stops, so nothing can wait for it.</summary>
public interface IResourceWithoutLifetime : IResource
{
}
