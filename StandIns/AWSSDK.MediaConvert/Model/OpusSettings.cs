#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of Opus.</summary>
public partial class OpusSettings
{
    /// <summary>32000 to 192000.</summary>
    [AWSProperty(Min = 32000, Max = 192000)]
    public int? Bitrate { get; set; }

    /// <summary>0 to 2.</summary>
    [AWSProperty(Min = 0, Max = 2)]
    public int? Channels { get; set; }

    /// <summary>16000 to 48000.</summary>
    [AWSProperty(Min = 16000, Max = 48000)]
    public int? SampleRate { get; set; }
}
