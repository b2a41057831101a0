namespace Podcast.LocalAws.Core.Files;

/// <summary>
/// A temporary folder that belongs to this process and is deleted with it. The folder of a killed process is deleted when the next one is
/// created.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string LockName = ".lock";

    private readonly FileStream _lock;

    private TemporaryFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
        _lock = Hold(path);
    }

    public string Path { get; }

    /// <param name="prefix">Begins the folder's name; it distinguishes folders of one purpose from others.</param>
    public static TemporaryFolder Create(string prefix) => Create(prefix, System.IO.Path.GetTempPath());

    /// <inheritdoc cref="Create(string)"/>
    /// <param name="prefix">Begins the folder's name.</param>
    /// <param name="parent">Where it is created.</param>
    public static TemporaryFolder Create(string prefix, string parent)
    {
        // Held while a folder is created and not locked yet, so that a folder without a lock is nobody's.
        using var creating = TryHold(System.IO.Path.Combine(parent, $"{prefix}{Environment.UserName}{LockName}"), FileMode.OpenOrCreate);
        if (creating is not null)
        {
            DeleteAbandoned(prefix, parent);
        }

        return new(System.IO.Path.Combine(parent, prefix + System.IO.Path.GetRandomFileName()));
    }

    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(Path);
    }

    private static FileStream Hold(string path) =>
        new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void DeleteAbandoned(string prefix, string parent)
    {
        foreach (var path in Directory.EnumerateDirectories(parent, prefix + "*").Where(IsAbandoned))
        {
            TryDelete(path);
        }
    }

    private static bool IsAbandoned(string path)
    {
        var lockPath = System.IO.Path.Combine(path, LockName);
        using var held = TryHold(lockPath, FileMode.Open);
        return held is not null || !File.Exists(lockPath);
    }

    private static FileStream? TryHold(string path, FileMode mode)
    {
        try
        {
            return new(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return null;
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
