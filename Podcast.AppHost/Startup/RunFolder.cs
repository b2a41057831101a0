namespace Podcast.AppHost.Startup;

/// <summary>
/// The temporary folder of one run, where the local AWS keeps objects and the key-value store: so it finds them again when its process is replaced. Deleted with
/// the run; that of an app host that was killed is deleted by the next one.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string Prefix = "podcast-run-";
    private const string LockName = ".lock";

    private readonly string _path;
    private readonly FileStream _lock;

    private RunFolder(string path, FileStream @lock)
    {
        _path = path;
        _lock = @lock;
    }

    /// <summary>The objects of S3.</summary>
    public string Objects => Path.Combine(_path, "objects");

    /// <summary>The pairs of the key-value store.</summary>
    public string Stores => Path.Combine(_path, "stores");

    /// <summary>Creates the folder of this run below <paramref name="parent"/>, and deletes those that no run holds.</summary>
    public static RunFolder Create(string parent)
    {
        // Held while a folder is made and not locked yet, so that a folder without a lock is nobody's.
        using var creating = TryHold(Path.Combine(parent, $"{Prefix}{Environment.UserName}.lock"), FileMode.OpenOrCreate);
        if (creating is not null)
        {
            foreach (var path in Directory.EnumerateDirectories(parent, $"{Prefix}*").Where(IsAbandoned))
            {
                TryDelete(path);
            }
        }

        var folder = Directory.CreateDirectory(Path.Combine(parent, Prefix + Path.GetRandomFileName())).FullName;
        return new(folder, new(Path.Combine(folder, LockName), FileMode.Create, FileAccess.ReadWrite, FileShare.None));
    }

    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(_path);
    }

    // The local AWS of an app host that was killed outlives it for some seconds and holds the folder of its objects.
    private static bool IsAbandoned(string path) => new[] { LockName, Path.Combine("objects", LockName) }.Select(name => Path.Combine(path, name)).All(IsFree);

    private static bool IsFree(string path)
    {
        using var held = TryHold(path, FileMode.Open);
        return held is not null || !File.Exists(path);
    }

    private static FileStream? TryHold(string path, FileMode mode)
    {
        try
        {
            return new(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
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
            // Something in it is still in use; the next start tries again.
        }
    }
}
