using System.Globalization;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>The arguments of the two runs: one that measures the loudness, and one that decodes once and encodes everything.</summary>
internal static class EncodingCommand
{
    // More than a tenth of it broken is no audio.
    private const string ErrorRate = "0.1";

    private static readonly string[] Common = ["-hide_banner", "-nostdin", "-nostats", "-y", "-filter_threads", "1", "-filter_complex_threads", "1"];

    /// <param name="input">The input's path.</param>
    /// <param name="information">What it is.</param>
    /// <param name="channels">How the outputs will have it: mixing changes the loudness.</param>
    public static IEnumerable<string> Measure(string input, InputInformation information, int channels) =>
    [
        .. Common, "-progress", "pipe:1", "-max_error_rate", ErrorRate, "-threads", "1",
        .. InputArguments.Of(input),
        "-map", $"0:{information.Stream}", "-af", $"aformat=channel_layouts={Layout(channels)},ebur128=framelog=verbose", "-f", "null", "-",
    ];

    /// <param name="input">The input's path.</param>
    /// <param name="information">What it is.</param>
    /// <param name="groups">What to make of it; the file names are relative to the folder in which ffmpeg works.</param>
    /// <param name="loudness">What was measured, in LUFS; null when nothing was.</param>
    public static IEnumerable<string> Encode(string input, InputInformation information, IReadOnlyList<PlannedGroup> groups, double? loudness)
    {
        var outputs = groups.SelectMany((group, index) => group.Outputs.Select(output => (group, index, output))).ToList();
        var (graph, labels) = Graph(information, [.. outputs.Select(item => item.output)], loudness);
        List<string> arguments =
        [
            .. Common, "-loglevel", "error", "-progress", "pipe:1", "-max_error_rate", ErrorRate, "-threads", "1",
            .. InputArguments.Of(input),
            "-filter_complex", graph,
        ];
        for (var i = 0; i < outputs.Count; i++)
        {
            var (group, index, output) = outputs[i];
            // Nothing of the input's own description: it may hold anything.
            arguments.AddRange(["-map", $"[{labels[i]}]", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]);
            arguments.AddRange(output.Codec == "MP3" ? ["-c:a", "libmp3lame", "-id3v2_version", "0"] : ["-c:a", "aac"]);
            arguments.AddRange(output.Bitrate is { } bitrate ? ["-b:a", Text(bitrate)] : ["-q:a", Text(output.VbrQuality ?? 4)]);
            arguments.AddRange(Muxer(group, output, FolderOf(index)));
        }

        return arguments;
    }

    /// <summary>The folder of a group's files, below the one in which ffmpeg works: two groups may use the same names.</summary>
    public static string FolderOf(int group) => $"group{group}";

    private static IEnumerable<string> Muxer(PlannedGroup group, PlannedOutput output, string folder) => output.Container switch
    {
        "M3U8" =>
        [
            "-f", "hls", "-hls_time", Text(group.SegmentSeconds), "-hls_playlist_type", "vod", "-start_number", "1",
            "-hls_flags", group.HasFractions ? "independent_segments" : "independent_segments+round_durations",
            "-hls_segment_filename", $"{folder}/{Escape(output.Name)}_%05d.ts", $"{folder}/{output.FileName}",
        ],
        "MP4" => ["-f", "mp4", "-movflags", "+faststart", $"{folder}/{output.FileName}"],
        "M2TS" => ["-f", "mpegts", $"{folder}/{output.FileName}"],
        _ => ["-f", output.Codec == "MP3" ? "mp3" : "adts", $"{folder}/{output.FileName}"],
    };

    // Outputs that sound the same share one chain of filters.
    private static (string Graph, string[] Labels) Graph(InputInformation information, PlannedOutput[] outputs, double? loudness)
    {
        var labels = new string[outputs.Length];
        var chains = outputs
            .Select((output, index) => (Chain: Chain(output, information, loudness), Index: index))
            .GroupBy(item => item.Chain, StringComparer.Ordinal)
            .ToList();
        var parts = new List<string>();
        var source = $"0:{information.Stream}";
        if (chains.Count > 1)
        {
            parts.Add($"[{source}]asplit={chains.Count}{string.Concat(chains.Select((_, index) => $"[in{index}]"))}");
        }

        for (var i = 0; i < chains.Count; i++)
        {
            var ends = chains[i].Select(item => $"out{item.Index}").ToList();
            foreach (var item in chains[i])
            {
                labels[item.Index] = $"out{item.Index}";
            }

            parts.Add($"[{(chains.Count > 1 ? $"in{i}" : source)}]{chains[i].Key},asplit={ends.Count}{string.Concat(ends.Select(end => $"[{end}]"))}");
        }

        return (string.Join(';', parts), labels);
    }

    private static string Chain(PlannedOutput output, InputInformation information, double? loudness)
    {
        var chain = $"aresample={output.SampleRate},aformat=channel_layouts={Layout(ChannelsOf(output, information))}";
        if (output.Loudness is not { } target)
        {
            return chain;
        }

        // Silence has no loudness to correct.
        var gain = loudness is { } measured and > -70 ? target.Lkfs - measured : 0;
        return chain + FormattableString.Invariant($",volume={gain:0.##}dB:precision=float,alimiter=limit={Math.Pow(10, target.PeakDecibels / 20):0.####}:level=disabled");
    }

    public static int ChannelsOf(PlannedOutput output, InputInformation information) => output.Channels ?? Math.Min(information.Channels, 2);

    private static string Layout(int channels) => channels == 1 ? "mono" : "stereo";

    private static string Escape(string name) => name.Replace("%", "%%", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
