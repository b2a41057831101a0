using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>Where ffmpeg and ffprobe are. Looked up for each job, so that installing them helps at once.</summary>
internal sealed class MediaTools(LocalAwsOptions options)
{
    /// <summary>What to do when they are missing.</summary>
    public const string Missing =
        "LocalAws transcodes with ffmpeg, and this machine has none: install it ('apt-get install ffmpeg', 'brew install ffmpeg', 'winget install ffmpeg'), or name its folder in LocalAws__MediaToolsPath.";

    /// <returns>Null when there is no such tool.</returns>
    public string? Find(string tool)
    {
        var name = OperatingSystem.IsWindows() ? tool + ".exe" : tool;
        var folders = options.MediaToolsPath is { Length: > 0 } folder
            ? [folder]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(candidate => Path.Combine(candidate, name)).FirstOrDefault(File.Exists);
    }
}
