using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Files;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>The cached responses of all distributions: bodies on disk, within bounds, the least recently used leave first.</summary>
internal sealed class EdgeCache(LocalAwsOptions options) : IDisposable
{
    private const string FolderPrefix = "podcast-localaws-edge-";

    private const string HeadSuffix = "\nHEAD";

    // Each keeps a file open.
    private const int MaxEntries = 2_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<CacheEntry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<CacheEntry> _byUse = new();
    private TemporaryFolder? _folder;
    private long _bytes;

    private long Capacity => options.EdgeCacheMegabytes * 1024L * 1024L;

    /// <summary>Where the response to a HEAD is kept, until there is one to a GET.</summary>
    public static string HeadKey(string key) => key + HeadSuffix;

    public static bool IsHeadKey(string key) => key.EndsWith(HeadSuffix, StringComparison.Ordinal);

    /// <summary>Finds an entry and keeps its body until the caller releases it.</summary>
    public CacheEntry? Use(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node) || !node.Value.Body.TryUse())
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Creates the file of a body; <see langword="null"/> when it is too large for the cache or for the disk.</summary>
    public CachedBody? CreateBody(long length)
    {
        if (length > Capacity / 2 || Capacity == 0)
        {
            return null;
        }

        try
        {
            lock (_lock)
            {
                _folder ??= TemporaryFolder.Create(FolderPrefix);
            }

            return new(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N")), length);
        }
        catch (IOException)
        {
            // Viewers are served all the same.
            return null;
        }
    }

    /// <summary>Adds an entry in place of the one under its key.</summary>
    public void Add(CacheEntry entry)
    {
        lock (_lock)
        {
            RemoveNode(_entries.GetValueOrDefault(entry.Key));
            _entries[entry.Key] = _byUse.AddFirst(entry);
            _bytes += entry.Body.Length;
            while ((_bytes > Capacity || _entries.Count > MaxEntries) && _byUse.Last is { } oldest && oldest.Value != entry)
            {
                RemoveNode(oldest);
            }
        }
    }

    /// <summary>Removes an entry, unless another has taken its place.</summary>
    public void Remove(CacheEntry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.Key, out var node) && node.Value == entry)
            {
                RemoveNode(node);
            }
        }
    }

    /// <summary>Removes the objects that paths name. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html.</summary>
    /// <param name="distributionId">The distribution.</param>
    /// <param name="paths">Each with a leading slash; an asterisk at the end stands for anything.</param>
    /// <returns>How many entries were removed.</returns>
    public int Invalidate(string distributionId, IReadOnlyCollection<string> paths) =>
        Remove(entry => paths.Any(path => Matches(distributionId + path, entry.Key)));

    public void Clear() => Remove(_ => true);

    public void Dispose()
    {
        Clear();
        _folder?.Dispose();
    }

    private int Remove(Func<CacheEntry, bool> isRemoved)
    {
        lock (_lock)
        {
            var removed = _byUse.Where(isRemoved).ToList();
            removed.ForEach(entry => RemoveNode(_entries[entry.Key]));
            return removed.Count;
        }
    }

    private static bool Matches(string path, string key)
    {
        var end = key.IndexOf('\n', StringComparison.Ordinal);
        var target = end < 0 ? key : key[..end];
        return path.EndsWith('*') ? target.StartsWith(path[..^1], StringComparison.Ordinal) : target == path;
    }

    private void RemoveNode(LinkedListNode<CacheEntry>? node)
    {
        if (node is null)
        {
            return;
        }

        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= node.Value.Body.Length;
        node.Value.Body.Release();
    }
}
