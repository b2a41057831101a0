using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The annotations of a resource. It may be changed while another thread walks it: a walk sees the collection as it was.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    /// <summary>Makes an empty collection.</summary>
    public ResourceAnnotationCollection()
        : base(new CopyOnWriteList<IResourceAnnotation>())
    {
    }

    /// <inheritdoc />
    protected override void InsertItem(int index, IResourceAnnotation item) => base.InsertItem(Math.Min(index, Count), item);
}
