using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>The buckets of the template and the files of their objects. Nothing is read before the first request.</summary>
internal sealed partial class ObjectStorage : IDisposable
{
    private readonly LocalAwsOptions _options;
    private readonly ILogger<ObjectStorage> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly string[] _names;
    private readonly DateTimeOffset _createdAt;
    private StorageFolder? _folder;
    private bool _isLoaded;
    private long _sequence;

    public ObjectStorage(Stack stack, LocalAwsOptions options, TimeProvider timeProvider, ILogger<ObjectStorage> logger)
    {
        _options = options;
        _logger = logger;
        _createdAt = timeProvider.GetUtcNow();
        _names = [.. stack.OfType("AWS::S3::Bucket").Select(bucket => bucket.PhysicalId).Order(StringComparer.Ordinal)];
        if (!string.IsNullOrEmpty(options.StoragePath))
        {
            // At once, so that a folder in use ends the start, and no torn upload outlives it.
            _folder = StorageFolder.Open(options.StoragePath);
        }
    }

    public IEnumerable<Bucket> Buckets
    {
        get
        {
            Load();
            return _names.Select(name => _buckets[name]);
        }
    }

    /// <summary>Tells whether there is such a bucket, without touching the disk.</summary>
    public bool Has(string name) => Array.BinarySearch(_names, name, StringComparer.Ordinal) >= 0;

    public Bucket? Find(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        Load();
        return _buckets[name];
    }

    /// <summary>Begins a file that becomes an object when it is complete.</summary>
    /// <param name="size">The size in bytes that the client announced; a disk without that much room refuses now.</param>
    public ObjectWriter BeginWrite(long size) => new(Path.Combine(Load().Uploads, Guid.NewGuid().ToString("N")), size);

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public void Dispose()
    {
        lock (_lock)
        {
            _folder?.Dispose();
        }
    }

    private StorageFolder Load()
    {
        lock (_lock)
        {
            _folder ??= StorageFolder.Open(null);
            if (_isLoaded)
            {
                return _folder;
            }

            foreach (var name in _names)
            {
                var bucket = new Bucket(name, _folder.Bucket(name), _createdAt);
                var (lastSequence, removed) = bucket.Load();
                _sequence = Math.Max(_sequence, lastSequence);
                if (removed > 0)
                {
                    Log.Removed(_logger, removed, name);
                }

                _buckets.Add(name, bucket);
            }

            _isLoaded = true;
            return _folder;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6101, LogLevel.Information, "Removed {Count} incomplete or replaced files of bucket {Bucket}.")]
        public static partial void Removed(ILogger logger, int count, string bucket);
    }
}
