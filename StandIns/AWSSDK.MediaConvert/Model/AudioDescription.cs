#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>How one audio of an output is encoded.</summary>
public partial class AudioDescription
{
    public AudioNormalizationSettings AudioNormalizationSettings { get; set; }

    public string AudioSourceName { get; set; }

    /// <summary>0 to 255.</summary>
    [AWSProperty(Min = 0, Max = 255)]
    public int? AudioType { get; set; }

    public AudioTypeControl AudioTypeControl { get; set; }

    public AudioCodecSettings CodecSettings { get; set; }

    public string CustomLanguageCode { get; set; }

    public string StreamName { get; set; }
}
