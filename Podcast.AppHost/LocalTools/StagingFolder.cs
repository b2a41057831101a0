namespace Podcast.AppHost.LocalTools;

/// <summary>A folder that is deleted with its content when the work in it is done or has failed.</summary>
internal sealed class StagingFolder(string path) : IDisposable
{
    public string Path { get; } = path;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next install of the tool deletes it; the failure that led here says more.
        }
    }
}
