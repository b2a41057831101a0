namespace Podcast.LocalAws.S3.Storage;

/// <summary>All versions of one key, the latest first.</summary>
internal sealed class ObjectVersions
{
    private readonly List<StoredObject> _items = new(1);

    public IReadOnlyList<StoredObject> Items => _items;

    public bool IsEmpty => _items.Count == 0;

    /// <summary>The latest version; it may be a delete marker.</summary>
    public StoredObject? Latest => _items.Count > 0 ? _items[0] : null;

    /// <summary>The object that readers see; <see langword="null"/> when the latest version is a delete marker.</summary>
    public StoredObject? Current => Latest is { IsDeleteMarker: false } latest ? latest : null;

    public StoredObject? Find(string versionId) => _items.Find(item => item.VersionId == versionId);

    /// <summary>Adds a version in its place. Of two with one id, the later one stays.</summary>
    /// <returns>The version that is not kept: the replaced one, the new one if it is the older, or none.</returns>
    public StoredObject? Add(StoredObject version)
    {
        var same = Find(version.VersionId);
        if (same is not null && same.Sequence > version.Sequence)
        {
            return version;
        }

        if (same is not null)
        {
            _items.Remove(same);
        }

        var index = _items.FindIndex(item => item.Sequence < version.Sequence);
        _items.Insert(index < 0 ? _items.Count : index, version);
        return same;
    }

    public void Remove(StoredObject version) => _items.Remove(version);

    public void Replace(StoredObject version, StoredObject by) => _items[_items.IndexOf(version)] = by;
}
