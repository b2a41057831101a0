using Microsoft.Extensions.Configuration;

namespace Podcast.AppHost.Startup;

/// <summary>
/// The folder that keeps tables, objects and the key-value store over a restart, held by one app host at a time. Without the setting everything is new at
/// each start.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>The setting that names the folder.</summary>
    public const string Setting = "Data:Folder";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        _path = path;
        _lock = @lock;
        Directory.CreateDirectory(Tables);
    }

    /// <summary>What DynamoDB Local gets as <c>-dbPath</c>.</summary>
    public string Tables => Path.Combine(_path, "tables");

    /// <summary>The objects of S3.</summary>
    public string Objects => Path.Combine(_path, "objects");

    /// <summary>The pairs of the key-value store.</summary>
    public string Stores => Path.Combine(_path, "stores");

    /// <summary>Opens the folder that the setting names; <see langword="null"/> without the setting.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="progress">Gets a line when an app host that is still stopping holds the folder.</param>
    /// <param name="limit">How long to wait for it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DistributedApplicationException">It cannot be used; the message says why.</exception>
    public static async Task<DataFolder?> OpenAsync(
        IConfiguration configuration, TextWriter progress, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (configuration[Setting] is not { Length: > 0 } setting)
        {
            return null;
        }

        var path = Path.GetFullPath(setting);
        var started = time.GetTimestamp();
        try
        {
            Directory.CreateDirectory(path);
            for (var isReported = false; ; isReported = true)
            {
                if (TryLock(path) is { } held)
                {
                    return new(path, held);
                }

                if (time.GetElapsedTime(started) >= limit)
                {
                    throw new DistributedApplicationException(
                        $"{Setting} {path} is used by another app host: stop that one or name another folder, then run again.");
                }

                if (!isReported)
                {
                    await progress.WriteLineAsync(
                        $"{Setting} {path} is in use; waiting up to {limit.TotalSeconds:0} seconds in case an earlier app host is still stopping.");
                }

                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"{Setting} {path} cannot be used ({failure.Message.TrimEnd('.')}): name a folder that can be written, then run again.", failure);
        }
    }

    public void Dispose() => _lock.Dispose();

    // The local AWS of an app host that was killed outlives it for some seconds and holds the folder of its objects.
    private static FileStream? TryLock(string path)
    {
        var held = TryOpen(Path.Combine(path, ".lock"));
        var objects = Path.Combine(path, "objects", ".lock");
        if (held is null || !File.Exists(objects))
        {
            return held;
        }

        using var free = TryOpen(objects);
        if (free is null)
        {
            held.Dispose();
            return null;
        }

        return held;
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
