#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of AAC.</summary>
public partial class AacSettings
{
    public AacAudioDescriptionBroadcasterMix AudioDescriptionBroadcasterMix { get; set; }

    /// <summary>6000 to 1024000.</summary>
    [AWSProperty(Min = 6000, Max = 1024000)]
    public int? Bitrate { get; set; }

    public AacCodecProfile CodecProfile { get; set; }

    public AacCodingMode CodingMode { get; set; }

    public AacLoudnessMeasurementMode LoudnessMeasurementMode { get; set; }

    /// <summary>2000 to 30000.</summary>
    [AWSProperty(Min = 2000, Max = 30000)]
    public int? RapInterval { get; set; }

    public AacRateControlMode RateControlMode { get; set; }

    public AacRawFormat RawFormat { get; set; }

    /// <summary>8000 to 96000.</summary>
    [AWSProperty(Min = 8000, Max = 96000)]
    public int? SampleRate { get; set; }

    public AacSpecification Specification { get; set; }

    /// <summary>6 to 16.</summary>
    [AWSProperty(Min = 6, Max = 16)]
    public int? TargetLoudnessRange { get; set; }

    public AacVbrQuality VbrQuality { get; set; }
}
