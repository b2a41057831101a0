using Microsoft.Extensions.Logging;

namespace Podcast.AppHost.DemoData;

/// <summary>What the demo data's job says in the dashboard's console log.</summary>
internal static partial class DemoDataLog
{
    [LoggerMessage(1, LogLevel.Information, "Created the show 'demo' with {Episodes} episodes and three subscribers.")]
    public static partial void LogCreated(this ILogger logger, int episodes);

    [LoggerMessage(2, LogLevel.Error, "The demo data could not be created: {Reason}")]
    public static partial void LogFailed(this ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "ffmpeg is not usable ({Reason}), so the demo's episodes are WAV files; install ffmpeg (Debian: apt-get install ffmpeg) for MP3.")]
    public static partial void LogNoEncoder(this ILogger logger, string reason);
}
