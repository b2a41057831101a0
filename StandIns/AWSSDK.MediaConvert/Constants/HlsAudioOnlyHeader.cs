#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsAudioOnlyHeader : ConstantClass
{
    public static readonly HlsAudioOnlyHeader INCLUDE = new("INCLUDE");

    public static readonly HlsAudioOnlyHeader EXCLUDE = new("EXCLUDE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsAudioOnlyHeader(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsAudioOnlyHeader FindValue(string value) => FindValue<HlsAudioOnlyHeader>(value);

    public static implicit operator HlsAudioOnlyHeader(string value) => FindValue(value);
}
