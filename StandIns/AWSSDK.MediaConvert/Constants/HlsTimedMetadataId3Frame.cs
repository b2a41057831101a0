#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsTimedMetadataId3Frame : ConstantClass
{
    public static readonly HlsTimedMetadataId3Frame NONE = new("NONE");

    public static readonly HlsTimedMetadataId3Frame PRIV = new("PRIV");

    public static readonly HlsTimedMetadataId3Frame TDRL = new("TDRL");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsTimedMetadataId3Frame(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsTimedMetadataId3Frame FindValue(string value) => FindValue<HlsTimedMetadataId3Frame>(value);

    public static implicit operator HlsTimedMetadataId3Frame(string value) => FindValue(value);
}
