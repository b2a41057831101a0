#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of MPEG audio layer 2.</summary>
public partial class Mp2Settings
{
    public Mp2AudioDescriptionMix AudioDescriptionMix { get; set; }

    /// <summary>32000 to 384000.</summary>
    [AWSProperty(Min = 32000, Max = 384000)]
    public int? Bitrate { get; set; }

    /// <summary>0 to 2.</summary>
    [AWSProperty(Min = 0, Max = 2)]
    public int? Channels { get; set; }

    /// <summary>32000 to 48000.</summary>
    [AWSProperty(Min = 32000, Max = 48000)]
    public int? SampleRate { get; set; }
}
