namespace Aspire.Hosting.ApplicationModel;

/// <summary>The whole application: its resources.</summary>
/// <param name="resources">The resources.</param>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Makes a model of some resources.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources) : this(Collect(resources))
    {
    }

    /// <summary>The resources of the application.</summary>
    public IResourceCollection Resources { get; } = resources ?? throw new ArgumentNullException(nameof(resources));

    private static ResourceCollection Collect(IEnumerable<IResource> resources)
    {
        var collection = new ResourceCollection();
        foreach (var resource in resources)
        {
            collection.Add(resource);
        }

        return collection;
    }
}
