using Amazon.MediaConvert;
using Amazon.MediaConvert.Model;

namespace Podcast.Functions.Transcoding;

/// <summary>
/// The job of a recording: an MP3 of 128 kbit/s for podcast apps, HLS with AAC of 64 and 128 kbit/s for browsers, all at -16 LUFS, which is what
/// Apple requires: https://podcasters.apple.com/support/893-audio-requirements.
/// </summary>
internal sealed class JobFactory(string ingestBucket, string mediaBucket, string roleArn, string? queueArn)
{
    public const string PlaylistExtension = ".m3u8";
    public const string AudioExtension = ".mp3";

    private const string Selector = "Audio Selector 1";
    private const double Loudness = -16;

    // Room for what an encoder adds to the peaks of what it was given.
    private const double Peak = -1.5;
    private const int SampleRate = 44_100;
    private const int Mp3Bitrate = 128_000;
    private const int SegmentSeconds = 10;

    /// <summary>Where the jobs go; null for the account's default queue.</summary>
    public string? Queue => queueArn;

    public CreateJobRequest Create(Recording recording) => new()
    {
        ClientRequestToken = recording.JobToken,
        Role = roleArn,
        Queue = queueArn,
        UserMetadata = RecordingMetadata.Create(recording),
        Settings = new()
        {
            TimecodeConfig = new() { Source = TimecodeSource.ZEROBASED },
            Inputs =
            [
                new()
                {
                    FileInput = $"s3://{ingestBucket}/{recording.IngestKey}",
                    TimecodeSource = InputTimecodeSource.ZEROBASED,
                    AudioSelectors = new() { [Selector] = new() { DefaultSelection = AudioDefaultSelection.DEFAULT } },
                },
            ],
            OutputGroups = [Enclosure(recording), Hls(recording)],
        },
    };

    private OutputGroup Enclosure(Recording recording) => new()
    {
        Name = "Enclosure",
        OutputGroupSettings = new()
        {
            Type = OutputGroupType.FILE_GROUP_SETTINGS,
            FileGroupSettings = new() { Destination = Destination(recording) },
        },
        Outputs =
        [
            new()
            {
                Extension = AudioExtension[1..],
                ContainerSettings = new() { Container = ContainerType.RAW },
                AudioDescriptions =
                [
                    Audio(new()
                    {
                        Codec = AudioCodec.MP3,
                        Mp3Settings = new() { RateControlMode = Mp3RateControlMode.CBR, Bitrate = Mp3Bitrate, Channels = 2, SampleRate = SampleRate },
                    }),
                ],
            },
        ],
    };

    private OutputGroup Hls(Recording recording) => new()
    {
        Name = "Apple HLS",
        OutputGroupSettings = new()
        {
            Type = OutputGroupType.HLS_GROUP_SETTINGS,
            HlsGroupSettings = new()
            {
                Destination = Destination(recording),
                SegmentLength = SegmentSeconds,
                MinSegmentLength = 0,
                SegmentControl = HlsSegmentControl.SEGMENTED_FILES,
                DirectoryStructure = HlsDirectoryStructure.SINGLE_DIRECTORY,
                ManifestDurationFormat = HlsManifestDurationFormat.FLOATING_POINT,
                OutputSelection = HlsOutputSelection.MANIFESTS_AND_SEGMENTS,
            },
        },
        Outputs = [Rendition("_64k", 64_000), Rendition("_128k", 128_000)],
    };

    private static Output Rendition(string modifier, int bitrate) => new()
    {
        NameModifier = modifier,
        ContainerSettings = new() { Container = ContainerType.M3U8 },
        // In transport streams, which every player takes; raw AAC segments need a player that reads their ID3 tags.
        OutputSettings = new()
        {
            HlsSettings = new() { AudioOnlyContainer = HlsAudioOnlyContainer.M2TS, AudioTrackType = HlsAudioTrackType.AUDIO_ONLY_VARIANT_STREAM },
        },
        AudioDescriptions =
        [
            Audio(new()
            {
                Codec = AudioCodec.AAC,
                AacSettings = new()
                {
                    RateControlMode = AacRateControlMode.CBR,
                    CodecProfile = AacCodecProfile.LC,
                    CodingMode = AacCodingMode.CODING_MODE_2_0,
                    Bitrate = bitrate,
                    SampleRate = SampleRate,
                },
            }),
        ],
    };

    private static AudioDescription Audio(AudioCodecSettings codec) => new()
    {
        AudioSourceName = Selector,
        AudioNormalizationSettings = new()
        {
            Algorithm = AudioNormalizationAlgorithm.ITU_BS_1770_4,
            AlgorithmControl = AudioNormalizationAlgorithmControl.CORRECT_AUDIO,
            TargetLkfs = Loudness,
            PeakCalculation = AudioNormalizationPeakCalculation.TRUE_PEAK,
            TruePeakLimiterThreshold = Peak,
        },
        CodecSettings = codec,
    };

    // Not the old names: what is cached under a name stays valid forever.
    private string Destination(Recording recording) => $"s3://{mediaBucket}/{recording.MediaKey}";
}
