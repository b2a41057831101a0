namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that has network endpoints.</summary>
public interface IResourceWithEndpoints : IResource
{
}
