using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Files;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>
/// The folder of all objects, held by one process at a time. Without a configured path it is a temporary folder of this process's
/// own that goes when the process stops.
/// </summary>
internal sealed class StorageFolder : IDisposable
{
    private const string TemporaryPrefix = "podcast-localaws-s3-";
    private const string LockName = ".lock";

    private readonly IDisposable _holder;

    private StorageFolder(string path, IDisposable holder)
    {
        Path = path;
        _holder = holder;
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
            var temporary = TemporaryFolder.Create(TemporaryPrefix);
            return new(temporary.Path, temporary);
        }

        try
        {
            var path = System.IO.Path.GetFullPath(configuredPath);
            Directory.CreateDirectory(path);
            return new(path, new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new LocalAwsOptionsException(
                $"LocalAws__StoragePath cannot be used: {reason.Message} Another LocalAws may be using it: each needs a folder of its own.");
        }
    }

    /// <summary>The folder of a bucket's objects.</summary>
    public string Bucket(string name) => System.IO.Path.Combine(Path, "buckets", name);

    public void Dispose() => _holder.Dispose();
}
