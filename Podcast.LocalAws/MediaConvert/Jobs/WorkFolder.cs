using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>
/// Where jobs are written down and where ffmpeg works. With a configured storage path, jobs outlive the process; else the folder is a temporary
/// one that is deleted when the process stops. The next process that needs one deletes what a killed process left.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string TemporaryPrefix = "podcast-localaws-mediaconvert-";
    private const string LockName = ".lock";

    private readonly Lock _lock = new();
    private readonly string? _configured;
    private FileStream? _held;
    private string? _path;

    public WorkFolder(LocalAwsOptions options) =>
        _configured = string.IsNullOrEmpty(options.StoragePath) ? null : Path.Combine(Path.GetFullPath(options.StoragePath), "mediaconvert");

    /// <summary>Whether an earlier process may have left jobs.</summary>
    public bool MayHaveJobs => _configured is not null && Directory.Exists(Path.Combine(_configured, "jobs"));

    public bool KeepsJobs => _configured is not null;

    public string Jobs => Path.Combine(Open(), "jobs");

    /// <summary>Makes an empty folder for one run of a job.</summary>
    public string CreateRun(string jobId)
    {
        var path = Path.Combine(Open(), "runs", $"{jobId}-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(path);
        return path;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _held?.Dispose();
            if (_path is null)
            {
                return;
            }

            TryDelete(_configured is null ? _path : Path.Combine(_path, "runs"));
        }
    }

    /// <summary>Removes a folder; what is still in use goes at the next start.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            // Something in it is still open.
        }
    }

    private string Open()
    {
        lock (_lock)
        {
            if (_path is not null)
            {
                return _path;
            }

            if (_configured is null)
            {
                DeleteAbandoned();
            }

            var path = _configured ?? Path.Combine(Path.GetTempPath(), TemporaryPrefix + Path.GetRandomFileName());
            Directory.CreateDirectory(path);
            _held = new(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Deletes the unfinished runs of a process that was killed.
            TryDelete(Path.Combine(path, "runs"));
            Directory.CreateDirectory(Path.Combine(path, "jobs"));
            return _path = path;
        }
    }

    private static void DeleteAbandoned()
    {
        foreach (var path in Directory.EnumerateDirectories(Path.GetTempPath(), TemporaryPrefix + "*"))
        {
            try
            {
                using (new FileStream(Path.Combine(path, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }
            }
            catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
            {
                // Its process is running, or is just creating it.
                continue;
            }

            TryDelete(path);
        }
    }
}
