using System.Diagnostics;

namespace Podcast.Tests.EndToEnd;

/// <summary>hls.js, the player library that most web sites use, from npm.</summary>
internal static class HlsPlayer
{
    private const string Package = "hls.js@1.6.15";

    /// <returns>Null when npm does not have it.</returns>
    public static async Task<byte[]?> FindAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(
            Environment.GetEnvironmentVariable("PODCAST_TOOLS") is { Length: > 0 } tools ? tools : Path.GetTempPath(), "podcast-tests-" + Package.Replace('@', '-'));
        var script = Path.Combine(folder, "package", "dist", "hls.min.js");
        if (!File.Exists(script))
        {
            Directory.CreateDirectory(folder);
            if (!await RunAsync("npm", ["pack", Package, "--pack-destination", folder, "--silent"], cancellationToken)
                || Directory.GetFiles(folder, "*.tgz").FirstOrDefault() is not { } package
                || !await RunAsync("tar", ["-xzf", package, "-C", folder, "package/dist/hls.min.js"], cancellationToken))
            {
                return null;
            }
        }

        return await File.ReadAllBytesAsync(script, cancellationToken);
    }

    private static async Task<bool> RunAsync(string tool, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
