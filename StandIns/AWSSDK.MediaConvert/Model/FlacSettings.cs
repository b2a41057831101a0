#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of FLAC.</summary>
public partial class FlacSettings
{
    /// <summary>16 to 24.</summary>
    [AWSProperty(Min = 16, Max = 24)]
    public int? BitDepth { get; set; }

    /// <summary>0 to 8.</summary>
    [AWSProperty(Min = 0, Max = 8)]
    public int? Channels { get; set; }

    /// <summary>22050 to 192000.</summary>
    [AWSProperty(Min = 22050, Max = 192000)]
    public int? SampleRate { get; set; }
}
