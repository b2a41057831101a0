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
    public static TemporaryFolder Create(string prefix)
    {
        DeleteAbandoned(prefix);
        return new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), prefix + System.IO.Path.GetRandomFileName()));
    }

    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(Path);
    }

    private static FileStream Hold(string path) =>
        new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void DeleteAbandoned(string prefix)
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), prefix + "*"))
        {
            try
            {
                using (new FileStream(System.IO.Path.Combine(path, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
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
