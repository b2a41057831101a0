using Podcast.LocalAws.Api;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>The buckets of the template and the files of their objects. Nothing is read before the first request.</summary>
internal sealed partial class ObjectStorage : IStackConsumer, IDisposable
{
    private readonly LocalAwsOptions _options;
    private readonly ILogger<ObjectStorage> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private volatile string[] _names = [];
    private StorageFolder? _folder;
    private long _sequence;

    public ObjectStorage(LocalAwsOptions options, TimeProvider timeProvider, ILogger<ObjectStorage> logger)
    {
        _options = options;
        _logger = logger;
        _time = timeProvider;
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
            return _names.Select(Load);
        }
    }

    /// <summary>Tells whether there is such a bucket, without touching the disk.</summary>
    public bool Has(string name) => Array.BinarySearch(_names, name, StringComparer.Ordinal) >= 0;

    public Bucket? Find(string name) => Has(name) ? Load(name) : null;

    /// <exception cref="AwsException">A bucket that is gone from the stack has objects.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var names = stack.OfType("AWS::S3::Bucket").Select(bucket => bucket.PhysicalId).Order(StringComparer.Ordinal).Distinct().ToArray();
        foreach (var gone in _names.Except(names))
        {
            Remove(gone);
        }

        _names = names;
        return Task.CompletedTask;
    }

    /// <summary>Begins a file that becomes an object when it is complete.</summary>
    /// <param name="size">The size in bytes that the client announced; a disk without that much room refuses now.</param>
    public ObjectWriter BeginWrite(long size) => new(Path.Combine(Folder().Uploads, Guid.NewGuid().ToString("N")), size);

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public void Dispose()
    {
        lock (_lock)
        {
            _folder?.Dispose();
        }
    }

    private StorageFolder Folder()
    {
        lock (_lock)
        {
            return _folder ??= StorageFolder.Open(null);
        }
    }

    private Bucket Load(string name)
    {
        lock (_lock)
        {
            if (_buckets.TryGetValue(name, out var known))
            {
                return known;
            }

            var bucket = new Bucket(name, Folder().Bucket(name), _time.GetUtcNow());
            var (lastSequence, removed) = bucket.Load();
            _sequence = Math.Max(_sequence, lastSequence);
            if (removed > 0)
            {
                Log.Removed(_logger, removed, name);
            }

            _buckets.Add(name, bucket);
            return bucket;
        }
    }

    private void Remove(string name)
    {
        lock (_lock)
        {
            if (!Load(name).IsEmpty)
            {
                throw new AwsException("BucketNotEmpty", "The bucket you tried to delete is not empty", StatusCodes.Status409Conflict);
            }

            _buckets.Remove(name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6101, LogLevel.Information, "Removed {Count} incomplete or replaced files of bucket {Bucket}.")]
        public static partial void Removed(ILogger logger, int count, string bucket);
    }
}
