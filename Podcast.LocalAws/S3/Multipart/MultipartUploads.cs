using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Multipart;

/// <summary>
/// The uploads in parts that are under way. They outlive the process when the storage does. An upload ends by being completed, by being
/// aborted, or by its bucket's lifecycle, which is looked at once an hour.
/// </summary>
internal sealed partial class MultipartUploads : IDisposable
{
    private const int MaxCompleted = 1_000;
    private static readonly TimeSpan LifecycleInterval = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredObject> _completed = new(StringComparer.Ordinal);
    private readonly Queue<string> _completedOrder = new();
    private readonly ObjectStorage _storage;
    private readonly TimeProvider _time;
    private readonly ILogger<MultipartUploads> _logger;
    private readonly ITimer _lifecycle;
    private string? _folder;

    public MultipartUploads(ObjectStorage storage, TimeProvider time, ILogger<MultipartUploads> logger)
    {
        _storage = storage;
        _time = time;
        _logger = logger;
        _lifecycle = time.CreateTimer(_ => ApplyLifecycle(), null, LifecycleInterval, LifecycleInterval);
    }

    /// <summary>Begins an upload.</summary>
    public MultipartUpload Create(Func<string, UploadDescription> describe)
    {
        var folder = Load();
        var id = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 64);
        var upload = new MultipartUpload(describe(id), Path.Combine(folder, id));
        upload.Create(_storage.NewTemporaryPath());
        lock (_lock)
        {
            _uploads.Add(id, upload);
        }

        return upload;
    }

    /// <summary>The upload of a request.</summary>
    /// <exception cref="Core.AwsException">There is none for this bucket and key: NoSuchUpload.</exception>
    public MultipartUpload Find(S3Request request)
    {
        Load();
        var id = request.Query["uploadId"] ?? "";
        lock (_lock)
        {
            return _uploads.TryGetValue(id, out var upload)
                && upload.Description.Bucket == request.Address.Bucket && upload.Description.Key == request.Address.Key
                    ? upload
                    : throw S3Errors.NoSuchUpload();
        }
    }

    /// <summary>What an upload became that was completed before: a client may not have heard of it and asks again.</summary>
    public StoredObject? FindCompleted(S3Request request)
    {
        lock (_lock)
        {
            return _completed.TryGetValue(request.Query["uploadId"] ?? "", out var stored) && stored.Key == request.Address.Key ? stored : null;
        }
    }

    /// <summary>Removes a closed upload that has become an object.</summary>
    public void Complete(MultipartUpload upload, StoredObject stored)
    {
        lock (_lock)
        {
            _completed[upload.Description.UploadId] = stored;
            _completedOrder.Enqueue(upload.Description.UploadId);
            if (_completedOrder.Count > MaxCompleted)
            {
                _completed.Remove(_completedOrder.Dequeue());
            }
        }

        Remove(upload);
    }

    /// <summary>Ends an upload without an object.</summary>
    /// <exception cref="Core.AwsException">It has ended, or is ending.</exception>
    public void Abort(MultipartUpload upload)
    {
        upload.Close();
        Remove(upload);
    }

    /// <summary>Lists the uploads of a bucket by key; under a key in the order in which they began.</summary>
    public MarkerPage<MultipartUpload> List(string bucket, MarkerQuery query)
    {
        Load();
        lock (_lock)
        {
            return MarkerLister.List(
                _uploads.Values
                    .Where(upload => upload.Description.Bucket == bucket)
                    .Select(upload => new MarkerItem<MultipartUpload>(Encoding.UTF8.GetBytes(upload.Description.Key), upload.Description.UploadId, upload))
                    .Order(Comparer<MarkerItem<MultipartUpload>>.Create(Compare)),
                query);
        }
    }

    public void Dispose() => _lifecycle.Dispose();

    private static int Compare(MarkerItem<MultipartUpload> left, MarkerItem<MultipartUpload> right) => left.Key.AsSpan().SequenceCompareTo(right.Key) switch
    {
        0 when left.Item.Description.Initiated == right.Item.Description.Initiated => string.CompareOrdinal(left.Id, right.Id),
        0 => left.Item.Description.Initiated.CompareTo(right.Item.Description.Initiated),
        var order => order,
    };

    private void Remove(MultipartUpload upload)
    {
        lock (_lock)
        {
            _uploads.Remove(upload.Description.UploadId);
        }

        upload.Delete();
    }

    private void ApplyLifecycle()
    {
        List<MultipartUpload> uploads;
        lock (_lock)
        {
            uploads = [.. _uploads.Values];
        }

        var now = _time.GetUtcNow();
        foreach (var upload in uploads.Where(upload => IsOver(upload.Description, now)))
        {
            try
            {
                Abort(upload);
                Log.Ended(_logger, upload.Description.Bucket);
            }
            catch (Exception error) when (error is Core.AwsException or IOException)
            {
                // It is being completed at this moment, or a file of it cannot be deleted yet: the next round sees it again.
                Log.NotEnded(_logger, upload.Description.Bucket, error.Message);
            }
        }
    }

    private bool IsOver(UploadDescription upload, DateTimeOffset now) =>
        _storage.Find(upload.Bucket)?.Configuration.AbortUploads
            .Any(rule => upload.Key.StartsWith(rule.Prefix, StringComparison.Ordinal) && rule.EndOf(upload.Initiated) <= now) == true;

    private string Load()
    {
        lock (_lock)
        {
            if (_folder is not null)
            {
                return _folder;
            }

            var folder = _storage.OpenMultipartFolder(out var isCompleted);
            foreach (var path in Directory.EnumerateDirectories(folder))
            {
                if (MultipartUpload.Load(path) is not var (upload, lastSequence) || isCompleted(upload.Description.UploadId))
                {
                    Directory.Delete(path, recursive: true);
                    continue;
                }

                _storage.ContinueAfter(lastSequence);
                _uploads.Add(upload.Description.UploadId, upload);
            }

            return _folder = folder;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UploadAborted, LogLevel.Information, "The lifecycle of bucket {Bucket} ended an upload that was not completed.")]
        public static partial void Ended(ILogger logger, string bucket);

        [LoggerMessage(EventIds.UploadAbortFailed, LogLevel.Warning, "An upload to bucket {Bucket} is over and could not be ended yet: {Reason}")]
        public static partial void NotEnded(ILogger logger, string bucket, string reason);
    }
}
