using Microsoft.Win32.SafeHandles;

namespace Podcast.LocalAws.Core.Files;

/// <summary>Turns "no space left" into an error that says so.</summary>
internal static class DiskErrors
{
    private const int LinuxNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    // What the runtime throws, without the system's own code, when the space of a new file cannot be reserved.
    private const int CannotReserve = unchecked((int)0x80131620);

    public static bool IsDiskFull(IOException error) =>
        error.HResult is LinuxNoSpace or LinuxQuota or WindowsDiskFull or WindowsHandleDiskFull;

    public static void Translate(Action operation)
    {
        try
        {
            operation();
        }
        catch (IOException error) when (IsDiskFull(error))
        {
            throw DiskFull();
        }
    }

    /// <summary>Writes a small file; when the disk is full, nothing of it is left.</summary>
    /// <exception cref="Core.AwsException">The disk is full.</exception>
    public static void WriteWhole(string path, byte[] data)
    {
        try
        {
            Translate(() => File.WriteAllBytes(path, data));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Creates a file with its space reserved.</summary>
    /// <exception cref="Core.AwsException">The disk has no room for it; there is no file.</exception>
    public static SafeFileHandle Create(string path, long size)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, FileOptions.Asynchronous, preallocationSize: size);
        }
        catch (IOException error) when (IsDiskFull(error) || error.HResult == CannotReserve)
        {
            throw DiskFull();
        }
    }

    public static async ValueTask TranslateAsync(ValueTask operation)
    {
        try
        {
            await operation;
        }
        catch (IOException error) when (IsDiskFull(error))
        {
            throw DiskFull();
        }
    }

    // AWS has no such error, because its disks do not fill up. Its clients retry a 503.
    private static AwsException DiskFull() => new(
        "ServiceUnavailable", "The disk that holds LocalAws's objects is full. Free some space, or set LocalAws__StoragePath to a folder on a larger disk.", 503);
}
