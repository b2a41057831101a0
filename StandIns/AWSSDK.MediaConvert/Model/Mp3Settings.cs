#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of MP3.</summary>
public partial class Mp3Settings
{
    /// <summary>16000 to 320000.</summary>
    [AWSProperty(Min = 16000, Max = 320000)]
    public int? Bitrate { get; set; }

    /// <summary>0 to 2.</summary>
    [AWSProperty(Min = 0, Max = 2)]
    public int? Channels { get; set; }

    public Mp3RateControlMode RateControlMode { get; set; }

    /// <summary>22050 to 48000.</summary>
    [AWSProperty(Min = 22050, Max = 48000)]
    public int? SampleRate { get; set; }

    /// <summary>0 to 9.</summary>
    [AWSProperty(Min = 0, Max = 9)]
    public int? VbrQuality { get; set; }
}
