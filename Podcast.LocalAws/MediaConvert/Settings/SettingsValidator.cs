using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>
/// Checks a job's settings as CreateJob does, before there is a job. What MediaConvert offers and LocalAws does not do is refused by its name. See
/// https://docs.aws.amazon.com/mediaconvert/latest/ug/audio-only.html for what an output without video may be.
/// </summary>
internal static class SettingsValidator
{
    private const string S3 = "s3://";

    /// <exception cref="AwsException">The settings are not valid, or not covered.</exception>
    public static void Validate(JsonObject settings)
    {
        var root = new SettingsNode(settings, "");
        var inputs = root.Items("inputs");
        if (inputs.Count > 1)
        {
            throw NotCovered($"/inputs with {inputs.Count} inputs");
        }

        ValidateInput(inputs[0]);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in root.Items("outputGroups"))
        {
            ValidateGroup(group, inputs[0], names);
        }
    }

    private static void ValidateInput(SettingsNode input)
    {
        RequireS3(input, "fileInput", needsKey: true);
        input.Choice("timecodeSource", "EMBEDDED", "ZEROBASED", "SPECIFIEDSTART");
        if (input.Has("inputClippings"))
        {
            throw NotCovered($"{input.Path}/inputClippings");
        }

        if (input.Find("audioSelectors") is { } selectors)
        {
            foreach (var (name, _) in selectors.Json)
            {
                var selector = selectors.Required(name);
                selector.Choice("defaultSelection", "NOT_DEFAULT", "DEFAULT");
                if (selector.Has("pids") || selector.Has("externalAudioFileInput") || selector.Has("remixSettings"))
                {
                    throw NotCovered($"{selector.Path} with more than a default selection or tracks");
                }
            }
        }
    }

    private static void ValidateGroup(SettingsNode group, SettingsNode input, HashSet<string> names)
    {
        var groupSettings = group.Required("outputGroupSettings");
        var type = groupSettings.RequiredText("type");
        var member = type switch
        {
            "FILE_GROUP_SETTINGS" => "fileGroupSettings",
            "HLS_GROUP_SETTINGS" => "hlsGroupSettings",
            "DASH_ISO_GROUP_SETTINGS" or "CMAF_GROUP_SETTINGS" or "MS_SMOOTH_GROUP_SETTINGS" => throw NotCovered($"{groupSettings.Path}/type {type}"),
            _ => throw MediaConvertErrors.Invalid($"{groupSettings.Path}/type", "Should match one of the allowed values [FILE_GROUP_SETTINGS, HLS_GROUP_SETTINGS, DASH_ISO_GROUP_SETTINGS, MS_SMOOTH_GROUP_SETTINGS, CMAF_GROUP_SETTINGS]"),
        };
        var typed = groupSettings.Required(member);
        RequireS3(typed, "destination", needsKey: false);
        var isHls = type == "HLS_GROUP_SETTINGS";
        if (isHls)
        {
            typed.RequiredNumber("segmentLength", 1, int.MaxValue);
            typed.RequiredNumber("minSegmentLength", 0, int.MaxValue);
            if (typed.Choice("segmentControl", "SEGMENTED_FILES", "SINGLE_FILE") != "SEGMENTED_FILES"
                || typed.Choice("directoryStructure", "SINGLE_DIRECTORY", "SUBDIRECTORY_PER_STREAM") != "SINGLE_DIRECTORY"
                || typed.Has("encryption"))
            {
                throw NotCovered($"{typed.Path} other than separate segments in one folder, unencrypted");
            }
        }

        var outputs = group.Items("outputs");
        foreach (var output in outputs)
        {
            ValidateOutput(output, isHls, input);
            var name = $"{type} {typed.Text("destination")} {output.Text("nameModifier")} {output.Text("extension")}";
            if (isHls && output.Text("nameModifier") is null && outputs.Count > 1)
            {
                throw MediaConvertErrors.Invalid(output.Path, "nameModifier is a required property");
            }

            if (!names.Add(name))
            {
                throw MediaConvertErrors.Invalid(output.Path, "The output has the same name as another: give each its own nameModifier");
            }
        }
    }

    private static void ValidateOutput(SettingsNode output, bool isHls, SettingsNode input)
    {
        if (output.Has("videoDescription") || output.Has("captionDescriptions") || output.Has("preset"))
        {
            throw NotCovered($"{output.Path} with video, captions or a preset");
        }

        if (output.Text("nameModifier") is { Length: 0 or > 256 })
        {
            throw MediaConvertErrors.Invalid($"{output.Path}/nameModifier", "Should be 1 to 256 characters");
        }

        var containers = output.Required("containerSettings");
        var container = containers.RequiredText("container");
        var audios = output.Items("audioDescriptions");
        if (audios.Count != 1)
        {
            throw MediaConvertErrors.Invalid($"{output.Path}/audioDescriptions", "An output without video must have exactly one audio description");
        }

        var codec = AudioCodecRules.Validate(audios[0], input);
        if (!AudioCodecRules.CanHold(container, codec))
        {
            throw MediaConvertErrors.Invalid($"{output.Path}/containerSettings/container", $"The container {container} doesn't support the audio codec {codec} in an output without video");
        }

        if (isHls != (container == "M3U8"))
        {
            throw MediaConvertErrors.Invalid(
                $"{output.Path}/containerSettings/container", isHls ? "An Apple HLS output group needs the container M3U8" : "The container M3U8 needs an Apple HLS output group");
        }

        if (isHls && output.Find("outputSettings")?.Find("hlsSettings")?.Choice("audioOnlyContainer", "AUTOMATIC", "M2TS") is not "M2TS")
        {
            throw NotCovered($"{output.Path}/outputSettings/hlsSettings/audioOnlyContainer AUTOMATIC, the default: set M2TS, as raw AAC segments are");
        }
    }

    private static void RequireS3(SettingsNode node, string name, bool needsKey)
    {
        var address = node.RequiredText(name);
        var slash = address.StartsWith(S3, StringComparison.Ordinal) ? address.IndexOf('/', S3.Length) : -1;
        if (slash <= S3.Length || (needsKey && slash == address.Length - 1))
        {
            throw MediaConvertErrors.Invalid($"{node.Path}/{name}", $"Should match the pattern ^s3:\\/\\/, but is [{address}]");
        }
    }

    private static AwsException NotCovered(string what) => AwsException.NotImplemented("mediaconvert", $"CreateJob with {what}");
}
