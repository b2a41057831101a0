#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsManifestDurationFormat : ConstantClass
{
    public static readonly HlsManifestDurationFormat FLOATING_POINT = new("FLOATING_POINT");

    public static readonly HlsManifestDurationFormat INTEGER = new("INTEGER");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsManifestDurationFormat(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsManifestDurationFormat FindValue(string value) => FindValue<HlsManifestDurationFormat>(value);

    public static implicit operator HlsManifestDurationFormat(string value) => FindValue(value);
}
