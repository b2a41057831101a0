namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project that runs as a process of its own.</summary>
public class ProjectResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    /// <summary>Names the resource.</summary>
    public ProjectResource(string name) : base(name)
    {
    }
}
