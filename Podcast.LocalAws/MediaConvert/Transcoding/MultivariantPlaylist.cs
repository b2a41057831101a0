using System.Globalization;
using System.Text;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>Writes the playlist that names the renditions of an HLS package: https://www.rfc-editor.org/rfc/rfc8216#section-4.3.4.2.</summary>
internal static class MultivariantPlaylist
{
    private const string AacLowComplexity = "mp4a.40.2";

    public static string Write(PlannedGroup group, string folder)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var output in group.Outputs)
        {
            var (peak, average) = Measure(Path.Combine(folder, output.FileName), folder);
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={average},CODECS=\"{AacLowComplexity}\"\n{output.FileName}\n");
        }

        return text.ToString();
    }

    // In bit/s, with the transport stream around the audio.
    private static (long Peak, long Average) Measure(string playlist, string folder)
    {
        var (peak, bytes, whole, seconds) = (0d, 0L, 0d, 0d);
        foreach (var line in File.ReadLines(playlist))
        {
            if (line.StartsWith("#EXTINF:", StringComparison.Ordinal))
            {
                seconds = double.Parse(line.AsSpan(8, line.IndexOf(',', StringComparison.Ordinal) - 8), CultureInfo.InvariantCulture);
            }
            else if (!line.StartsWith('#') && line.Length > 0 && seconds > 0)
            {
                var length = new FileInfo(Path.Combine(folder, line)).Length;
                // A last segment of a moment says nothing about the rate.
                peak = seconds >= 1 || peak == 0 ? Math.Max(peak, length * 8 / seconds) : peak;
                bytes += length;
                whole += seconds;
            }
        }

        return ((long)Math.Ceiling(peak), whole > 0 ? (long)Math.Ceiling(bytes * 8 / whole) : 0);
    }
}
