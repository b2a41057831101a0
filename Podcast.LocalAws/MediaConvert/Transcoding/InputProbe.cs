using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.MediaConvert.Jobs;
using Podcast.LocalAws.MediaConvert.Settings;

namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>Reads with ffprobe what a file contains.</summary>
internal sealed class InputProbe(string ffprobe, string folder, ToolLimits limits)
{
    /// <summary>Samples a second of the coarsest telephone and of the finest studio; a file that states others makes ffmpeg ask for memory without end.</summary>
    private const int LowestSampleRate = 4_000;
    private const int HighestSampleRate = 768_000;

    /// <exception cref="JobFailedException">It is no media file, or has no such audio.</exception>
    public async Task<InputInformation> ReadAsync(string path, S3Location location, int track, CancellationToken cancellationToken)
    {
        var result = await ToolRun.RunAsync(
            ffprobe,
            ["-v", "error", "-show_entries", "format=format_name,duration:stream=index,codec_type,codec_name,channels,sample_rate,duration", "-of", "json", .. InputArguments.Of(path)],
            folder,
            limits,
            readLine: null,
            cancellationToken);
        if (result.ExitCode != 0 || Parse(result.Output) is not { } json || json["format"]?["format_name"]?.ToString() is not { Length: > 0 } format)
        {
            throw new JobFailedException(
                JobFailure.CannotOpenInput, $"Unable to open input file [{location}]: [Failed probe/open: [No parser found for container]]");
        }

        var audio = (json["streams"] as JsonArray ?? []).OfType<JsonObject>().Where(stream => stream["codec_type"]?.ToString() == "audio").ToList();
        if (audio.Count < track)
        {
            throw new JobFailedException(JobFailure.NoAudio, $"Invalid audio track specified for audio_selector [1]. Audio track [{track}] not found in input container.");
        }

        var stream = audio[track - 1];
        if (stream["codec_name"]?.ToString() is null or "unknown")
        {
            throw new JobFailedException(JobFailure.UnsupportedCodec, $"Audio codec [unknown] for track [{track}] is not a supported input audio codec");
        }

        if (!int.TryParse(stream["sample_rate"]?.ToString(), CultureInfo.InvariantCulture, out var rate) || rate is < LowestSampleRate or > HighestSampleRate)
        {
            throw new JobFailedException(
                JobFailure.UnsupportedCodec, $"Audio sample rate [{stream["sample_rate"]}] for track [{track}] is not supported: it has to be {LowestSampleRate} to {HighestSampleRate}");
        }

        return new(
            format,
            stream["index"]!.GetValue<int>(),
            stream["channels"]?.GetValue<int>() ?? 2,
            Duration(stream["duration"]) ?? Duration(json["format"]!["duration"]));
    }

    /// <summary>How long an output is, as a player sees it.</summary>
    public async Task<TimeSpan> ReadDurationAsync(string fileName, CancellationToken cancellationToken)
    {
        var result = await ToolRun.RunAsync(
            ffprobe, ["-v", "error", "-show_entries", "format=duration", "-of", "json", fileName], folder, limits, readLine: null, cancellationToken);
        return Duration(Parse(result.Output)?["format"]?["duration"])
            ?? throw new JobFailedException(JobFailure.Unexpected, "Post Transcode work failed: an output has no duration.");
    }

    private static JsonNode? Parse(string output)
    {
        try
        {
            return JsonNode.Parse(output);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? Duration(JsonNode? node) =>
        double.TryParse(node?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1_000_000
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
