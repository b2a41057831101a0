using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// Transcripts as podcast apps show them: WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip, see
/// https://podcasters.apple.com/support/5316-transcripts-on-apple-podcasts.
/// </summary>
internal static partial class TranscriptFile
{
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The format that a content type names; null for another one.</returns>
    public static string? FindFormat(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        MediaTypes.WebVtt => MediaTypes.WebVtt,
        MediaTypes.SubRip or "application/srt" or "text/srt" => MediaTypes.SubRip,
        _ => null,
    };

    /// <returns>Why the file cannot be used; null when it can.</returns>
    public static string? FindFault(ReadOnlySpan<byte> file, string format)
    {
        string text;
        try
        {
            text = Utf8.GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return "The transcript is not encoded in UTF-8.";
        }

        if (format == MediaTypes.WebVtt && !Header.IsMatch(text))
        {
            return "The transcript does not begin with 'WEBVTT'.";
        }

        var cues = 0;
        var last = TimeSpan.Zero;
        foreach (var (index, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (!line.Contains("-->", StringComparison.Ordinal))
            {
                continue;
            }

            var match = (format == MediaTypes.WebVtt ? VttTimes : SrtTimes).Match(line);
            if (!match.Success)
            {
                return $"Line {index + 1}: the times of a cue have to look like '{(format == MediaTypes.WebVtt ? "00:00:01.000 --> 00:00:02.500" : "00:00:01,000 --> 00:00:02,500")}'.";
            }

            var (start, end) = (Read(match, "start"), Read(match, "end"));
            if (end <= start)
            {
                return $"Line {index + 1}: the cue ends before it begins.";
            }

            if (start < last)
            {
                return $"Line {index + 1}: the cue begins before the one before it.";
            }

            last = start;
            cues++;
        }

        return cues == 0 ? "The transcript has no cue." : null;
    }

    private static TimeSpan Read(Match match, string name)
    {
        var parts = match.Groups[name].Value.Replace(',', '.').Split(':');
        var seconds = decimal.Parse(parts[^1], CultureInfo.InvariantCulture) + (60 * int.Parse(parts[^2], CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds((double)(seconds + (parts.Length == 3 ? 3600 * int.Parse(parts[0], CultureInfo.InvariantCulture) : 0)));
    }

    [GeneratedRegex(@"^WEBVTT([ \t\r\n]|\z)")]
    private static partial Regex Header { get; }

    [GeneratedRegex(@"^(?<start>([0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})[ \t]+-->[ \t]+(?<end>([0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})([ \t].*)?\z")]
    private static partial Regex VttTimes { get; }

    [GeneratedRegex(@"^[ \t]*(?<start>[0-9]{2,4}:[0-5][0-9]:[0-5][0-9],[0-9]{3})[ \t]*-->[ \t]*(?<end>[0-9]{2,4}:[0-5][0-9]:[0-5][0-9],[0-9]{3})[ \t]*\z")]
    private static partial Regex SrtTimes { get; }
}
