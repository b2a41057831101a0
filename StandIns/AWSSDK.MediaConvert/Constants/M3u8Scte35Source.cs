#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class M3u8Scte35Source : ConstantClass
{
    public static readonly M3u8Scte35Source PASSTHROUGH = new("PASSTHROUGH");

    public static readonly M3u8Scte35Source NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public M3u8Scte35Source(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static M3u8Scte35Source FindValue(string value) => FindValue<M3u8Scte35Source>(value);

    public static implicit operator M3u8Scte35Source(string value) => FindValue(value);
}
