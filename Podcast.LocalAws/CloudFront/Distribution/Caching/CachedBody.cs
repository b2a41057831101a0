using Microsoft.Win32.SafeHandles;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>
/// The body of a cached object in a file: written by those who fetch it, read at the same time by viewers, who wait for what has not come yet.
/// The file is deleted when the object has left the cache and its last user is done.
/// </summary>
internal sealed class CachedBody
{
    private readonly Lock _lock = new();
    private readonly RangeSet _present = new();
    private readonly List<(long Start, long End)> _coming = [];
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _users = 1;

    /// <param name="path">Where the file is made.</param>
    /// <param name="length">In bytes; reserved at once.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public CachedBody(string path, long length)
    {
        _path = path;
        Length = length;
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.Asynchronous, preallocationSize: length);
    }

    /// <summary>Of the whole object, in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether a range is there, or is being fetched.</summary>
    public bool Covers(long start, long end)
    {
        lock (_lock)
        {
            var position = start;
            while (position < end)
            {
                var present = _present.CountFrom(position);
                var coming = _coming.Where(range => range.Start <= position && position < range.End).Select(range => range.End - position).DefaultIfEmpty().Max();
                if (present == 0 && coming == 0)
                {
                    return false;
                }

                position += Math.Max(present, coming);
            }

            return true;
        }
    }

    /// <summary>Whether all of a range is there.</summary>
    public bool Has(long start, long end)
    {
        lock (_lock)
        {
            return _present.CountFrom(start) >= end - start;
        }
    }

    /// <summary>Keeps the file until <see cref="Release"/>; false when it is gone.</summary>
    public bool TryUse()
    {
        lock (_lock)
        {
            if (_users == 0)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        _file.Dispose();
        File.Delete(_path);
    }

    /// <summary>Announces a range that is being fetched.</summary>
    public void Begin(long start, long end)
    {
        lock (_lock)
        {
            _coming.Add((start, end));
        }
    }

    /// <summary>Takes the announcement back: all of it is there, or no more will come.</summary>
    public void End(long start, long end)
    {
        lock (_lock)
        {
            _coming.Remove((start, end));
        }

        Signal();
    }

    public async ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(_file, data, offset, cancellationToken);
        lock (_lock)
        {
            _present.Add(offset, offset + data.Length);
        }

        Signal();
    }

    /// <summary>Reads some bytes, waiting for the first of them.</summary>
    /// <returns>How many; 0 when they will not come.</returns>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            long count;
            Task changed;
            lock (_lock)
            {
                count = _present.CountFrom(offset);
                changed = _changed.Task;
                if (count == 0 && !_coming.Exists(range => range.Start <= offset && offset < range.End))
                {
                    return 0;
                }
            }

            if (count > 0)
            {
                // What was written not long ago is in the system's page cache: reading it takes less than changing threads for it.
                return RandomAccess.Read(_file, buffer.Span[..(int)Math.Min(count, buffer.Length)], offset);
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Signal()
    {
        TaskCompletionSource signalled;
        lock (_lock)
        {
            (signalled, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        signalled.SetResult();
    }
}
