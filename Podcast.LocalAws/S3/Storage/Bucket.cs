using System.Security.Cryptography;
using System.Text;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>One bucket: its objects in the order in which S3 lists them, that of their keys' UTF-8 bytes.</summary>
internal sealed class Bucket(string name, string folder, DateTimeOffset createdAt)
{
    private readonly Lock _lock = new();
    private readonly List<(byte[] Key, ObjectVersions Versions)> _objects = [];
    private volatile BucketConfiguration _configuration = BucketConfiguration.Default;

    public string Name { get; } = name;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>Whether it has not even old versions or delete markers.</summary>
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

    /// <summary>What the template says; it changes when the stack does.</summary>
    public BucketConfiguration Configuration
    {
        get => _configuration;
        set => _configuration = value;
    }

    /// <summary>How many bytes all versions have, and how many versions there are, delete markers included.</summary>
    public (long Bytes, long Objects) Totals()
    {
        lock (_lock)
        {
            var (bytes, objects) = (0L, 0L);
            foreach (var version in _objects.SelectMany(item => item.Versions.Items))
            {
                bytes += version.Size;
                objects++;
            }

            return (bytes, objects);
        }
    }

    /// <summary>The id for a version that is about to be written.</summary>
    public string NewVersionId() => Configuration.Versioning == VersioningStatus.Enabled
        ? RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._", 32)
        : StoredObject.NullVersion;

    /// <summary>The object that readers see; <see langword="null"/> when there is none, or the latest version is a delete marker.</summary>
    public StoredObject? Find(string key) => Find(key, versions => versions.Current);

    /// <summary>The latest version, which may be a delete marker.</summary>
    public StoredObject? FindLatest(string key) => Find(key, versions => versions.Latest);

    public StoredObject? FindVersion(string key, string versionId) => Find(key, versions => versions.Find(versionId));

    /// <summary>Makes a written file a version of its key: the object, unless it is a delete marker.</summary>
    /// <param name="written">The version, with its file's temporary path.</param>
    /// <param name="check">Throws when the object that is there now, if any, forbids it.</param>
    public StoredObject Put(StoredObject written, Action<StoredObject?> check)
    {
        var key = Encoding.UTF8.GetBytes(written.Key);
        StoredObject? superfluous;
        StoredObject stored;
        lock (_lock)
        {
            var index = IndexOf(key);
            check(index >= 0 ? _objects[index].Versions.Current : null);

            // Every version has its own file name, so a reader of a replaced one can finish.
            Directory.CreateDirectory(folder);
            stored = written with { FilePath = Path.Combine(folder, Path.GetFileName(written.FilePath)) };
            File.Move(written.FilePath, stored.FilePath);
            if (index < 0)
            {
                index = ~index;
                _objects.Insert(index, (key, new()));
            }

            superfluous = _objects[index].Versions.Add(stored);
        }

        if (superfluous is not null)
        {
            DeleteFiles(superfluous);
        }

        return stored;
    }

    /// <summary>Removes one version for good; that there is none is no error.</summary>
    /// <param name="key">The key.</param>
    /// <param name="versionId">The version.</param>
    /// <param name="check">Throws when the version that is there, if any, forbids it.</param>
    /// <returns>The removed version.</returns>
    public StoredObject? Remove(string key, string versionId, Action<StoredObject?> check)
    {
        StoredObject? removed;
        lock (_lock)
        {
            var index = IndexOf(Encoding.UTF8.GetBytes(key));
            var versions = index >= 0 ? _objects[index].Versions : null;
            removed = versions?.Find(versionId);
            check(removed);
            if (removed is null)
            {
                return null;
            }

            versions!.Remove(removed);
            if (versions.IsEmpty)
            {
                _objects.RemoveAt(index);
            }
        }

        DeleteFiles(removed);
        return removed;
    }

    /// <summary>Replaces the tags of a version.</summary>
    /// <param name="version">The version, as it was found.</param>
    /// <param name="tags">All its tags from now on.</param>
    /// <param name="temporaryPath">Where the file is written before it takes its place.</param>
    public void SetTags(StoredObject version, Dictionary<string, string> tags, string temporaryPath)
    {
        TagFile.Write(temporaryPath, tags);
        lock (_lock)
        {
            var index = IndexOf(Encoding.UTF8.GetBytes(version.Key));
            if (index < 0 || _objects[index].Versions.Find(version.VersionId) is not { } present || present.FilePath != version.FilePath)
            {
                File.Delete(temporaryPath);
                throw S3Errors.NoSuchKey();
            }

            File.Move(temporaryPath, TagFile.PathFor(present.FilePath), overwrite: true);
            _objects[index].Versions.Replace(present, present with { Tags = tags });
        }
    }

    public ObjectPage List(ObjectQuery query)
    {
        lock (_lock)
        {
            return ObjectLister.List(_objects, query, versions => versions.Current);
        }
    }

    public MarkerPage<StoredObject> ListVersions(MarkerQuery query)
    {
        lock (_lock)
        {
            return MarkerLister.List(
                _objects.SelectMany(item => item.Versions.Items.Select(version => new MarkerItem<StoredObject>(item.Key, version.VersionId, version))), query);
        }
    }

    /// <summary>Whether this is the version that readers see.</summary>
    public bool IsLatest(StoredObject version) => FindLatest(version.Key)?.Sequence == version.Sequence;

    /// <summary>The multipart uploads that became objects which are still there.</summary>
    public IEnumerable<string> CompletedUploads() =>
        _objects.SelectMany(item => item.Versions.Items).Select(version => version.UploadId).OfType<string>();

    /// <summary>Reads what an earlier process left in the folder, and removes what is not a whole object or has been replaced.</summary>
    /// <returns>The highest sequence number, and how many files were removed.</returns>
    public (long LastSequence, int Removed) Load()
    {
        if (!Directory.Exists(folder))
        {
            return (0, 0);
        }

        var found = new Dictionary<string, ObjectVersions>(StringComparer.Ordinal);
        var superfluous = new List<string>();
        var lastSequence = 0L;
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !TagFile.IsOne(path)))
        {
            if (ObjectFile.ReadDescription(path) is not { } description)
            {
                superfluous.Add(path);
                continue;
            }

            if (!found.TryGetValue(description.Key, out var versions))
            {
                found.Add(description.Key, versions = new());
            }

            lastSequence = Math.Max(lastSequence, description.Sequence);
            if (versions.Add(description with { Tags = TagFile.Read(path) ?? description.Tags }) is { } older)
            {
                superfluous.Add(older.FilePath);
            }
        }

        superfluous.ForEach(File.Delete);
        var orphans = Directory.EnumerateFiles(folder).Where(path => TagFile.IsOne(path) && !File.Exists(TagFile.ObjectOf(path))).ToList();
        orphans.ForEach(File.Delete);
        _objects.AddRange(found.Select(item => (Encoding.UTF8.GetBytes(item.Key), item.Value)));
        _objects.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        return (lastSequence, superfluous.Count + orphans.Count);
    }

    private static void DeleteFiles(StoredObject version)
    {
        File.Delete(version.FilePath);
        File.Delete(TagFile.PathFor(version.FilePath));
    }

    private StoredObject? Find(string key, Func<ObjectVersions, StoredObject?> select)
    {
        lock (_lock)
        {
            var index = IndexOf(Encoding.UTF8.GetBytes(key));
            return index >= 0 ? select(_objects[index].Versions) : null;
        }
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
