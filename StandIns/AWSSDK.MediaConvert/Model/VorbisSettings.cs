#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of Vorbis.</summary>
public partial class VorbisSettings
{
    /// <summary>0 to 2.</summary>
    [AWSProperty(Min = 0, Max = 2)]
    public int? Channels { get; set; }

    /// <summary>22050 to 48000.</summary>
    [AWSProperty(Min = 22050, Max = 48000)]
    public int? SampleRate { get; set; }

    /// <summary>-1 to 10.</summary>
    [AWSProperty(Min = -1, Max = 10)]
    public int? VbrQuality { get; set; }
}
