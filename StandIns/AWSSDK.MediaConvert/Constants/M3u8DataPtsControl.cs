#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class M3u8DataPtsControl : ConstantClass
{
    public static readonly M3u8DataPtsControl AUTO = new("AUTO");

    public static readonly M3u8DataPtsControl ALIGN_TO_VIDEO = new("ALIGN_TO_VIDEO");

    /// <summary>Makes a value that is not among the constants.</summary>
    public M3u8DataPtsControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static M3u8DataPtsControl FindValue(string value) => FindValue<M3u8DataPtsControl>(value);

    public static implicit operator M3u8DataPtsControl(string value) => FindValue(value);
}
