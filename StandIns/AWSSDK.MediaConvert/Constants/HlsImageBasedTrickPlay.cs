#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsImageBasedTrickPlay : ConstantClass
{
    public static readonly HlsImageBasedTrickPlay NONE = new("NONE");

    public static readonly HlsImageBasedTrickPlay THUMBNAIL = new("THUMBNAIL");

    public static readonly HlsImageBasedTrickPlay THUMBNAIL_AND_FULLFRAME = new("THUMBNAIL_AND_FULLFRAME");

    public static readonly HlsImageBasedTrickPlay ADVANCED = new("ADVANCED");

    public static readonly HlsImageBasedTrickPlay VARIANTS = new("VARIANTS");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsImageBasedTrickPlay(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsImageBasedTrickPlay FindValue(string value) => FindValue<HlsImageBasedTrickPlay>(value);

    public static implicit operator HlsImageBasedTrickPlay(string value) => FindValue(value);
}
