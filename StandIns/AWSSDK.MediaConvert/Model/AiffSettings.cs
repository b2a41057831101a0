#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of AIFF.</summary>
public partial class AiffSettings
{
    /// <summary>16 to 24.</summary>
    [AWSProperty(Min = 16, Max = 24)]
    public int? BitDepth { get; set; }

    /// <summary>0 to 64.</summary>
    [AWSProperty(Min = 0, Max = 64)]
    public int? Channels { get; set; }

    /// <summary>8000 to 192000.</summary>
    [AWSProperty(Min = 8000, Max = 192000)]
    public int? SampleRate { get; set; }
}
