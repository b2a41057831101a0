using System.Text.Json.Nodes;

namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>What a job does, read from settings that have been validated.</summary>
/// <param name="Input">The file to transcode.</param>
/// <param name="Track">Which audio track of it, from 1.</param>
/// <param name="Groups">At least one.</param>
internal sealed record TranscodePlan(S3Location Input, int Track, IReadOnlyList<PlannedGroup> Groups)
{
    private const double DefaultPeak = 0;

    public static TranscodePlan Read(JsonObject settings)
    {
        var root = new SettingsNode(settings, "");
        var input = root.Items("inputs")[0];
        var location = S3Location.Parse(input.RequiredText("fileInput"));
        var selector = input.Find("audioSelectors") is { } selectors && selectors.Json.Count > 0 ? selectors.Find(selectors.Json.First().Key) : null;
        var track = selector?.Json["tracks"] is JsonArray { Count: > 0 } tracks && tracks[0] is JsonValue value && value.TryGetValue<int>(out var number)
            ? number
            : 1;
        return new(location, track, [.. root.Items("outputGroups").Select(group => ReadGroup(group, location))]);
    }

    private static PlannedGroup ReadGroup(SettingsNode group, S3Location input)
    {
        var settings = group.Required("outputGroupSettings");
        var isHls = settings.RequiredText("type") == "HLS_GROUP_SETTINGS";
        var typed = settings.Required(isHls ? "hlsGroupSettings" : "fileGroupSettings");
        var destination = S3Location.Parse(typed.RequiredText("destination"));
        var slash = destination.Key.LastIndexOf('/') + 1;
        // A destination that ends in a slash takes the input's file name.
        var baseName = destination.Key.Length > slash ? destination.Key[slash..] : Path.GetFileNameWithoutExtension(input.Key);
        return new(
            isHls,
            destination.Bucket,
            destination.Key[..slash],
            baseName,
            typed.Number("segmentLength", 1, int.MaxValue) ?? 10,
            typed.Text("manifestDurationFormat") != "INTEGER",
            [.. group.Items("outputs").Select(output => ReadOutput(output, baseName))]);
    }

    private static PlannedOutput ReadOutput(SettingsNode output, string baseName)
    {
        var container = output.Required("containerSettings").RequiredText("container");
        var audio = output.Items("audioDescriptions")[0];
        var codecs = audio.Required("codecSettings");
        var codec = codecs.RequiredText("codec");
        var settings = codecs.Required(codec == "MP3" ? "mp3Settings" : "aacSettings");
        var isVbr = settings.Text("rateControlMode") == "VBR";
        int? channels = codec == "MP3"
            ? settings.Number("channels", 0, 2) is { } count and > 0 ? count : null
            : settings.Text("codingMode") == "CODING_MODE_1_0" ? 1 : 2;
        return new(
            codec,
            container,
            isVbr ? null : settings.Number("bitrate", 0, int.MaxValue),
            isVbr ? settings.Number("vbrQuality", 0, 9) : null,
            settings.RequiredNumber("sampleRate", 0, int.MaxValue),
            channels,
            ReadLoudness(audio),
            baseName + output.Text("nameModifier"),
            output.Text("extension") ?? DefaultExtension(container, codec));
    }

    // Without a target: -24 for the ungated algorithm, else -23.
    private static LoudnessTarget? ReadLoudness(SettingsNode audio)
    {
        if (audio.Find("audioNormalizationSettings") is not { } settings || settings.Text("algorithmControl") == "MEASURE_ONLY")
        {
            return null;
        }

        var isUngated = settings.Text("algorithm") is null or "ITU_BS_1770_1";
        return new(settings.Real("targetLkfs", -59, 0) ?? (isUngated ? -24 : -23), settings.Real("truePeakLimiterThreshold", -8, 0) ?? DefaultPeak);
    }

    private static string DefaultExtension(string container, string codec) => container switch
    {
        "M3U8" => "m3u8",
        "MP4" => "mp4",
        "M2TS" => "m2ts",
        _ => codec == "MP3" ? "mp3" : "aac",
    };
}
