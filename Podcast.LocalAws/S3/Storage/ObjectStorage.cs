using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>The buckets of the template and the files of their objects. Nothing is read before the first request.</summary>
internal sealed partial class ObjectStorage : IStackConsumer, IDisposable
{
    private readonly LocalAwsOptions _options;
    private readonly ILogger<ObjectStorage> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _loaded = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private SortedDictionary<string, BucketConfiguration> _configurations = new(StringComparer.Ordinal);
    private StorageFolder? _folder;
    private long _sequence;

    public ObjectStorage(LocalAwsOptions options, TimeProvider timeProvider, ILogger<ObjectStorage> logger)
    {
        _options = options;
        _logger = logger;
        _time = timeProvider;
        if (!string.IsNullOrEmpty(options.StoragePath))
        {
            // Deletes stale uploads before listening, and fails if another process uses the folder.
            _folder = StorageFolder.Open(options.StoragePath);
        }
    }

    public IEnumerable<Bucket> Buckets => _configurations.Keys.ToArray().Select(Find).OfType<Bucket>();

    /// <summary>Tells whether there is such a bucket, without touching the disk.</summary>
    public bool Has(string name) => Volatile.Read(ref _configurations).ContainsKey(name);

    /// <summary>What the template says about a bucket, without touching the disk.</summary>
    public BucketConfiguration? FindConfiguration(string name) => Volatile.Read(ref _configurations).GetValueOrDefault(name);

    public Bucket? Find(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        lock (_lock)
        {
            return Load(name);
        }
    }

    /// <inheritdoc />
    /// <exception cref="AwsException">A bucket that is removed from the stack has objects.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var configurations = new SortedDictionary<string, BucketConfiguration>(StringComparer.Ordinal);
        foreach (var resource in stack.OfType("AWS::S3::Bucket"))
        {
            configurations[resource.PhysicalId] = BucketConfigurationReader.Read(resource);
        }

        lock (_lock)
        {
            foreach (var gone in _configurations.Keys.Except(configurations.Keys))
            {
                Remove(gone);
            }

            Volatile.Write(ref _configurations, configurations);
            foreach (var (name, bucket) in _loaded)
            {
                bucket.Configuration = configurations[name];
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Begins a file that becomes an object when it is complete.</summary>
    /// <param name="size">The size in bytes that the client announced; a disk without that much room refuses now.</param>
    public ObjectWriter BeginWrite(long size) => new(NewTemporaryPath(), size);

    /// <summary>A path in the folder that is emptied at start, on the disk of the objects.</summary>
    public string NewTemporaryPath()
    {
        lock (_lock)
        {
            return Path.Combine(OpenFolder().Uploads, Guid.NewGuid().ToString("N"));
        }
    }

    public long NextSequence()
    {
        lock (_lock)
        {
            return ++_sequence;
        }
    }

    /// <summary>Makes later sequence numbers higher than this one.</summary>
    public void ContinueAfter(long sequence)
    {
        lock (_lock)
        {
            _sequence = Math.Max(_sequence, sequence);
        }
    }

    /// <summary>The folder of the uploads in parts.</summary>
    /// <param name="isCompleted">Whether an upload has become an object.</param>
    public string OpenMultipartFolder(out Predicate<string> isCompleted)
    {
        lock (_lock)
        {
            foreach (var name in _configurations.Keys)
            {
                Load(name);
            }

            var completed = _loaded.Values.SelectMany(bucket => bucket.CompletedUploads()).ToHashSet(StringComparer.Ordinal);
            isCompleted = completed.Contains;
            var path = OpenFolder().Multipart;
            Directory.CreateDirectory(path);
            return path;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _folder?.Dispose();
        }
    }

    private void Remove(string name)
    {
        if (!Load(name).IsEmpty)
        {
            throw new AwsException("BucketNotEmpty", "The bucket you tried to delete is not empty", StatusCodes.Status409Conflict);
        }

        _loaded.Remove(name);
    }

    private StorageFolder OpenFolder() => _folder ??= StorageFolder.Open(null);

    private Bucket Load(string name)
    {
        if (_loaded.TryGetValue(name, out var bucket))
        {
            return bucket;
        }

        bucket = new(name, OpenFolder().Bucket(name), _time.GetUtcNow()) { Configuration = _configurations[name] };
        var (lastSequence, removed) = bucket.Load();
        _sequence = Math.Max(_sequence, lastSequence);
        if (removed > 0)
        {
            Log.Removed(_logger, removed, name);
        }

        _loaded.Add(name, bucket);
        return bucket;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.IncompleteFilesRemoved, LogLevel.Information, "Removed {Count} incomplete or replaced files of bucket {Bucket}.")]
        public static partial void Removed(ILogger logger, int count, string bucket);
    }
}
