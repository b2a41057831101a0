#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsProgramDateTime : ConstantClass
{
    public static readonly HlsProgramDateTime INCLUDE = new("INCLUDE");

    public static readonly HlsProgramDateTime EXCLUDE = new("EXCLUDE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsProgramDateTime(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsProgramDateTime FindValue(string value) => FindValue<HlsProgramDateTime>(value);

    public static implicit operator HlsProgramDateTime(string value) => FindValue(value);
}
