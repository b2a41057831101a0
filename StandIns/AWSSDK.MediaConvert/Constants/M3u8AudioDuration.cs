#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class M3u8AudioDuration : ConstantClass
{
    public static readonly M3u8AudioDuration DEFAULT_CODEC_DURATION = new("DEFAULT_CODEC_DURATION");

    public static readonly M3u8AudioDuration MATCH_VIDEO_DURATION = new("MATCH_VIDEO_DURATION");

    /// <summary>Makes a value that is not among the constants.</summary>
    public M3u8AudioDuration(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static M3u8AudioDuration FindValue(string value) => FindValue<M3u8AudioDuration>(value);

    public static implicit operator M3u8AudioDuration(string value) => FindValue(value);
}
