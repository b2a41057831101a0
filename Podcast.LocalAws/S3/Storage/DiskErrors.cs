namespace Podcast.LocalAws.S3.Storage;

/// <summary>Turns "no space left" into an answer that says so.</summary>
internal static class DiskErrors
{
    private const int LinuxNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static bool IsDiskFull(IOException error) =>
        error.HResult is LinuxNoSpace or LinuxQuota or WindowsDiskFull or WindowsHandleDiskFull;

    public static T Translate<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (IOException error) when (IsDiskFull(error))
        {
            throw S3Errors.DiskFull();
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
            throw S3Errors.DiskFull();
        }
    }
}
