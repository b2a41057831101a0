#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsOutputSelection : ConstantClass
{
    public static readonly HlsOutputSelection MANIFESTS_AND_SEGMENTS = new("MANIFESTS_AND_SEGMENTS");

    public static readonly HlsOutputSelection SEGMENTS_ONLY = new("SEGMENTS_ONLY");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsOutputSelection(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsOutputSelection FindValue(string value) => FindValue<HlsOutputSelection>(value);

    public static implicit operator HlsOutputSelection(string value) => FindValue(value);
}
