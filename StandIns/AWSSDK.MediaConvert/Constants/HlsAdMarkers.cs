#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsAdMarkers : ConstantClass
{
    public static readonly HlsAdMarkers ELEMENTAL = new("ELEMENTAL");

    public static readonly HlsAdMarkers ELEMENTAL_SCTE35 = new("ELEMENTAL_SCTE35");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsAdMarkers(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsAdMarkers FindValue(string value) => FindValue<HlsAdMarkers>(value);

    public static implicit operator HlsAdMarkers(string value) => FindValue(value);
}
