using System.ComponentModel;
using System.Diagnostics;

namespace Podcast.AppHost.LocalTools;

/// <summary>
/// Puts a pinned npm package into the tool cache: downloaded with <c>npm pack</c>, so with the user's own registry, proxy and credentials;
/// checked against its hash; unpacked beside its final place and moved there whole. A tool that is there already costs one access to the disk.
/// </summary>
internal static class NpmTool
{
    private static readonly TimeSpan DownloadTimeout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    /// <summary>Returns the folder of the tool, fetching it first when it is not in the cache.</summary>
    /// <exception cref="DistributedApplicationException">It could not be fetched; the message says why and what to do.</exception>
    public static async ValueTask<string> EnsureAsync(NpmToolPackage package, TextWriter progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(ToolCache.Root, package.CacheKey);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        await using var _ = await ToolCache.LockAsync(package, progress, cancellationToken);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        using var staging = ToolCache.CreateStaging(package);
        var tarball = await DownloadAsync(package, staging.Path, progress, cancellationToken);
        await progress.WriteLineAsync($"{package.DisplayName}: unpacking");
        var unpacked = Path.Combine(staging.Path, "package");
        try
        {
            await NpmTarball.UnpackAsync(tarball, package.Folder, unpacked, cancellationToken);
            Directory.Move(unpacked, folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or TimeoutException)
        {
            throw new DistributedApplicationException(
                $"{package.DisplayName} could not be unpacked into {ToolCache.Root} ({failure.Message}): free some space or set {ToolCache.Variable} to another folder, then run again.",
                failure);
        }

        await progress.WriteLineAsync($"{package.DisplayName}: ready, kept in {folder}");
        return folder;
    }

    private static async Task<string> DownloadAsync(NpmToolPackage package, string folder, TextWriter progress, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = folder,
            // A cache of its own makes the growing file visible, and leaves nothing behind; few retries make an offline machine known soon.
            ArgumentList =
            {
                "pack", $"{package.Name}@{package.Version}", "--ignore-scripts", "--pack-destination", folder,
                "--cache", Path.Combine(folder, "npm-cache"), "--fetch-retries", "1", "--fetch-retry-mintimeout", "1000",
            },
        };

        ToolProcessResult result;
        try
        {
            var download = ToolProcess.RunAsync(start, DownloadTimeout, cancellationToken);
            await ReportProgressAsync(package, folder, download, progress, cancellationToken);
            result = await download;
        }
        catch (Win32Exception)
        {
            throw new DistributedApplicationException(
                $"npm, which downloads {package.DisplayName}, was not found: install Node.js 20 or later with npm (Debian: apt-get install nodejs npm) and run again.");
        }
        catch (TimeoutException)
        {
            throw new DistributedApplicationException(
                $"{package.DisplayName} did not arrive within {DownloadTimeout.TotalMinutes:0} minutes: check the network and run again.");
        }

        if (result.ExitCode != 0)
        {
            throw new DistributedApplicationException(
                $"{package.DisplayName} could not be downloaded ({NpmError.Summarize(result)}): connect to the network, or point npm at a registry that has {package.Name}@{package.Version}, and run again.");
        }

        var tarball = Directory.EnumerateFiles(folder, "*.tgz").Single();
        await NpmTarball.VerifyAsync(tarball, package, cancellationToken);
        return tarball;
    }

    private static async Task ReportProgressAsync(
        NpmToolPackage package, string folder, Task download, TextWriter progress, CancellationToken cancellationToken)
    {
        await progress.WriteLineAsync($"{package.DisplayName}: downloading {package.SizeInBytes / 1_000_000} MB, once");
        while (await Task.WhenAny(download, Task.Delay(ProgressInterval, cancellationToken)) != download)
        {
            var percent = Math.Min(99, 100 * ToolCache.SizeOf(folder) / package.SizeInBytes);
            await progress.WriteLineAsync($"{package.DisplayName}: {percent} %");
        }
    }
}
