using System.Text;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>One bucket: its objects in the order in which S3 lists them, that of their keys' UTF-8 bytes.</summary>
internal sealed class Bucket(string name, string folder, DateTimeOffset createdAt)
{
    private readonly Lock _lock = new();
    private readonly List<(byte[] Key, StoredObject Object)> _objects = [];

    public string Name { get; } = name;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _objects.Count == 0;
            }
        }
    }

    public StoredObject? Find(string key)
    {
        lock (_lock)
        {
            var index = IndexOf(Encoding.UTF8.GetBytes(key));
            return index >= 0 ? _objects[index].Object : null;
        }
    }

    /// <summary>Makes a written file the object of its key.</summary>
    /// <param name="written">The object, with its file's temporary path.</param>
    /// <param name="check">Throws when the object that is there now, if any, forbids it.</param>
    public StoredObject Put(StoredObject written, Action<StoredObject?> check)
    {
        var key = Encoding.UTF8.GetBytes(written.Key);
        StoredObject? replaced = null;
        StoredObject stored;
        lock (_lock)
        {
            var index = IndexOf(key);
            replaced = index >= 0 ? _objects[index].Object : null;
            check(replaced);

            // A name of its own for every version: who reads the replaced one reads it to its end.
            Directory.CreateDirectory(folder);
            stored = written with { FilePath = Path.Combine(folder, Path.GetFileName(written.FilePath)) };
            File.Move(written.FilePath, stored.FilePath);
            if (index >= 0)
            {
                _objects[index] = (key, stored);
            }
            else
            {
                _objects.Insert(~index, (key, stored));
            }
        }

        if (replaced is not null)
        {
            File.Delete(replaced.FilePath);
        }

        return stored;
    }

    /// <summary>Removes an object; that there is none is no error.</summary>
    public void Delete(string key, Action<StoredObject?> check)
    {
        StoredObject? removed = null;
        lock (_lock)
        {
            var index = IndexOf(Encoding.UTF8.GetBytes(key));
            removed = index >= 0 ? _objects[index].Object : null;
            check(removed);
            if (index >= 0)
            {
                _objects.RemoveAt(index);
            }
        }

        if (removed is not null)
        {
            File.Delete(removed.FilePath);
        }
    }

    public ObjectPage List(ObjectQuery query)
    {
        lock (_lock)
        {
            return ObjectLister.List(_objects, query);
        }
    }

    /// <summary>Reads what an earlier process left in the folder, and removes what is not a whole object or has been replaced.</summary>
    /// <returns>The highest sequence number, and how many files were removed.</returns>
    public (long LastSequence, int Removed) Load()
    {
        if (!Directory.Exists(folder))
        {
            return (0, 0);
        }

        var found = new Dictionary<string, StoredObject>(StringComparer.Ordinal);
        var superfluous = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            if (ObjectFile.ReadDescription(path) is not { } description)
            {
                superfluous.Add(path);
            }
            else if (!found.TryGetValue(description.Key, out var other))
            {
                found.Add(description.Key, description);
            }
            else
            {
                var (older, newer) = other.Sequence < description.Sequence ? (other, description) : (description, other);
                found[description.Key] = newer;
                superfluous.Add(older.FilePath);
            }
        }

        superfluous.ForEach(File.Delete);
        _objects.AddRange(found.Values.Select(item => (Encoding.UTF8.GetBytes(item.Key), item)));
        _objects.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        return (found.Values.Select(item => item.Sequence).DefaultIfEmpty().Max(), superfluous.Count);
    }

    private int IndexOf(byte[] key)
    {
        var (low, high) = (0, _objects.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _objects[middle].Key.AsSpan().SequenceCompareTo(key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
