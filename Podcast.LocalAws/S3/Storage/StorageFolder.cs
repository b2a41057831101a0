namespace Podcast.LocalAws.S3.Storage;

/// <summary>
/// The folder of all objects, held by one process at a time. Without a configured path it is a temporary folder of this process's
/// own that goes when the process stops; what a killed process left behind goes when the next one needs such a folder.
/// </summary>
internal sealed class StorageFolder : IDisposable
{
    private const string TemporaryPrefix = "podcast-localaws-s3-";
    private const string LockName = ".lock";

    private readonly bool _isTemporary;
    private readonly FileStream _lock;

    private StorageFolder(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
        Directory.CreateDirectory(path);
        _lock = Hold(path);
        if (Directory.Exists(Uploads))
        {
            Directory.Delete(Uploads, recursive: true);
        }

        Directory.CreateDirectory(Uploads);
    }

    public string Path { get; }

    /// <summary>Files that are being written. Emptied at start: none of them is part of an object.</summary>
    public string Uploads => System.IO.Path.Combine(Path, "uploads");

    /// <summary>Uploads in parts that are under way, each in a folder of its own.</summary>
    public string Multipart => System.IO.Path.Combine(Path, "multipart");

    /// <exception cref="LocalAwsOptionsException">Another process uses the folder, or it cannot be written.</exception>
    public static StorageFolder Open(string? configuredPath)
    {
        if (string.IsNullOrEmpty(configuredPath))
        {
            DeleteAbandoned();
            return new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), TemporaryPrefix + System.IO.Path.GetRandomFileName()), isTemporary: true);
        }

        try
        {
            return new(System.IO.Path.GetFullPath(configuredPath), isTemporary: false);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new LocalAwsOptionsException(
                $"LocalAws__StoragePath cannot be used: {reason.Message} Another LocalAws may be using it: each needs a folder of its own.");
        }
    }

    /// <summary>The folder of a bucket's objects.</summary>
    public string Bucket(string name) => System.IO.Path.Combine(Path, "buckets", name);

    public void Dispose()
    {
        _lock.Dispose();
        if (_isTemporary)
        {
            TryDelete(Path);
        }
    }

    private static FileStream Hold(string path) =>
        new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void DeleteAbandoned()
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), TemporaryPrefix + "*"))
        {
            try
            {
                using (new FileStream(System.IO.Path.Combine(path, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }
            }
            catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
            {
                // Its process lives, or is just making it.
                continue;
            }

            TryDelete(path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            // A file is still open; the next start tries again.
        }
    }
}
