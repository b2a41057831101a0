namespace Podcast.AppHost.LocalTools;

/// <summary>The folder outside the repository where local tools are kept, shared by all clones.</summary>
internal static class ToolCache
{
    /// <summary>Names another folder than the default one.</summary>
    public const string Variable = "PODCAST_TOOLS";

    private const string StagingMark = ".staging-";
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(500);

    /// <summary>The cache's folder: <c>PODCAST_TOOLS</c>, or <c>podcast/tools</c> in the platform's folder for caches.</summary>
    public static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
            {
                return Path.GetFullPath(folder);
            }

            var caches = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
                    ? xdg
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(caches, "podcast", "tools");
        }
    }

    /// <summary>Waits until no other app host installs the same tool; the operating system frees the lock of a process that dies.</summary>
    public static async Task<FileStream> LockAsync(NpmToolPackage package, TextWriter progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Root, package.CacheKey + ".lock");
        try
        {
            // A scoped package's folder separator is replaced in its key, so the cache is one flat folder.
            Directory.CreateDirectory(Root);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The tool cache {Root} cannot be created ({failure.Message}): set {Variable} to a folder that can be written, then run again.", failure);
        }

        var giveUp = DateTimeOffset.UtcNow + LockTimeout;
        for (var waited = false; ; waited = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTimeOffset.UtcNow < giveUp)
            {
                if (!waited)
                {
                    await progress.WriteLineAsync($"{package.DisplayName}: another app host is installing it, waiting");
                }

                await Task.Delay(LockRetry, cancellationToken);
            }
        }
    }

    /// <summary>A new folder to build the tool in; what a killed app host left of the same tool goes first. Only under the lock.</summary>
    public static StagingFolder CreateStaging(NpmToolPackage package)
    {
        foreach (var left in Directory.EnumerateDirectories(Root, package.CacheKey + StagingMark + "*"))
        {
            Directory.Delete(left, recursive: true);
        }

        return new(Directory.CreateDirectory(Path.Combine(Root, package.CacheKey + StagingMark + Guid.NewGuid().ToString("N"))).FullName);
    }

    /// <summary>The bytes in a folder, as far as they can be seen while another process writes there.</summary>
    public static long SizeOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
