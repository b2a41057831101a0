namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>
/// What the audio codecs allow. See https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html#jobs-model-aacsettings and
/// https://docs.aws.amazon.com/mediaconvert/latest/ug/audio-only-output.html.
/// </summary>
internal static class AudioCodecRules
{
    private static readonly int[] AacBitrates =
    [
        6000, 7000, 8000, 10000, 12000, 14000, 16000, 20000, 24000, 28000, 32000, 40000, 48000, 56000, 64000, 80000, 96000, 112000, 128000, 160000,
        192000, 224000, 256000, 288000, 320000, 384000, 448000, 512000, 576000, 640000, 768000, 896000, 1024000,
    ];

    private static readonly int[] AacSampleRates = [8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000];
    private static readonly int[] Mp3SampleRates = [22050, 32000, 44100, 48000];

    private static readonly int[] Mp3Bitrates =
        [16000, 24000, 32000, 40000, 48000, 56000, 64000, 80000, 96000, 112000, 128000, 160000, 192000, 224000, 256000, 320000];

    /// <returns>The codec.</returns>
    /// <exception cref="Core.AwsException">The description is not valid, or its codec is not covered.</exception>
    public static string Validate(SettingsNode audio, SettingsNode input)
    {
        if (audio.Text("audioSourceName") is { } source
            && input.Find("audioSelectors")?.Has(source) != true
            && source != "Audio Selector 1")
        {
            throw MediaConvertErrors.Invalid($"{audio.Path}/audioSourceName", $"No audio selector of the inputs is called [{source}]");
        }

        if (audio.Find("audioNormalizationSettings") is { } normalization)
        {
            normalization.Choice("algorithm", "ITU_BS_1770_1", "ITU_BS_1770_2", "ITU_BS_1770_3", "ITU_BS_1770_4");
            normalization.Choice("algorithmControl", "CORRECT_AUDIO", "MEASURE_ONLY");
            normalization.Real("targetLkfs", -59, 0);
            normalization.Real("truePeakLimiterThreshold", -8, 0);
            normalization.Number("correctionGateLevel", -70, 0);
        }

        var settings = audio.Required("codecSettings");
        var codec = settings.RequiredText("codec");
        switch (codec)
        {
            case "AAC":
                ValidateAac(settings.Find("aacSettings") ?? throw MediaConvertErrors.Invalid(settings.Path, "Should have at least 2 properties"));
                break;
            case "MP3":
                ValidateMp3(settings.Find("mp3Settings") ?? throw MediaConvertErrors.Invalid(settings.Path, "Should have at least 2 properties"));
                break;
            case "AC3" or "AC4" or "AIFF" or "EAC3" or "EAC3_ATMOS" or "FLAC" or "MP2" or "OPUS" or "PASSTHROUGH" or "VORBIS" or "WAV":
                throw Core.AwsException.NotImplemented("mediaconvert", $"CreateJob with {settings.Path}/codec {codec}");
            default:
                throw MediaConvertErrors.Invalid($"{settings.Path}/codec", "Should match one of the allowed values [AAC, MP2, MP3, WAV, AIFF, AC3, EAC3, EAC3_ATMOS, AC4, VORBIS, OPUS, PASSTHROUGH, FLAC]");
        }

        return codec;
    }

    /// <summary>Whether an output without video may have this codec in this container.</summary>
    public static bool CanHold(string container, string codec) => container switch
    {
        "RAW" => codec is "MP3" or "AAC",
        "M3U8" or "MP4" or "M2TS" => codec is "AAC",
        _ => false,
    };

    private static void ValidateAac(SettingsNode aac)
    {
        OneOf(aac, "sampleRate", aac.RequiredNumber("sampleRate", 8000, 96000), AacSampleRates);
        aac.RequiredText("codingMode");
        if (aac.Choice("codingMode", "CODING_MODE_2_0", "CODING_MODE_1_0", "AD_RECEIVER_MIX", "CODING_MODE_1_1", "CODING_MODE_5_1", "CODING_MODE_AUTO")
            is not ("CODING_MODE_2_0" or "CODING_MODE_1_0"))
        {
            throw Core.AwsException.NotImplemented("mediaconvert", $"CreateJob with {aac.Path}/codingMode other than 2.0 and 1.0");
        }

        if (aac.Choice("codecProfile", "LC", "HEV1", "HEV2", "XHE") != "LC" || aac.Choice("rateControlMode", "CBR", "VBR") != "CBR")
        {
            throw Core.AwsException.NotImplemented("mediaconvert", $"CreateJob with {aac.Path} other than profile LC at a constant bit rate");
        }

        OneOf(aac, "bitrate", aac.RequiredNumber("bitrate", 6000, 1024000), AacBitrates);
    }

    private static void ValidateMp3(SettingsNode mp3)
    {
        OneOf(mp3, "sampleRate", mp3.RequiredNumber("sampleRate", 22050, 48000), Mp3SampleRates);
        mp3.Number("channels", 0, 2);
        if (mp3.Choice("rateControlMode", "CBR", "VBR") == "VBR")
        {
            mp3.RequiredNumber("vbrQuality", 0, 9);
            return;
        }

        OneOf(mp3, "bitrate", mp3.RequiredNumber("bitrate", 16000, 320000), Mp3Bitrates);
    }

    private static void OneOf(SettingsNode node, string name, int value, int[] allowed)
    {
        if (!allowed.Contains(value))
        {
            throw MediaConvertErrors.Invalid($"{node.Path}/{name}", $"Should match one of the allowed values [{string.Join(", ", allowed)}]");
        }
    }
}
