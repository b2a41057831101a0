using System.Globalization;

namespace Podcast.Functions.DownloadCounter;

/// <summary>Tells an episode's files apart by their names.</summary>
internal static class AudioFiles
{
    private const string SegmentExtension = ".ts";

    private static readonly string[] Audio = [".mp3", ".m4a", ".aac", ".ogg", ".flac", ".wav"];

    /// <summary>Whether somebody listens to it: not playlists, chapters, transcripts and pictures.</summary>
    public static bool IsHeard(string file) => FindSegment(file) is not null || Array.Exists(Audio, extension => file.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>The number of an HLS segment, the same in all renditions: 12 of <c>one_64k_00012.ts</c>. Null for other files.</summary>
    public static int? FindSegment(string file)
    {
        if (!file.EndsWith(SegmentExtension, StringComparison.Ordinal))
        {
            return null;
        }

        var digits = file.AsSpan(0, file.Length - SegmentExtension.Length);
        digits = digits[(digits.LastIndexOf('_') + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
