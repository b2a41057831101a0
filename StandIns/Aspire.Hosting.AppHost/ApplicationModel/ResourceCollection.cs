using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The app model's resources; a second resource of the same name is refused.</summary>
internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    public ResourceCollection()
        : base(new CopyOnWriteList<IResource>())
    {
    }

    protected override void InsertItem(int index, IResource item)
    {
        ThrowIfNameIsTaken(item, except: null);
        base.InsertItem(index, item);
    }

    protected override void SetItem(int index, IResource item)
    {
        ThrowIfNameIsTaken(item, except: this[index]);
        base.SetItem(index, item);
    }

    private void ThrowIfNameIsTaken(IResource item, IResource? except)
    {
        if (((IResourceCollection)this).TryGetByName(item.Name, out var existing) && existing != except)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{item.GetType()}' with name '{item.Name}' because resource of type '{existing.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }
    }
}
