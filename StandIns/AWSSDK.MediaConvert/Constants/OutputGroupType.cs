#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class OutputGroupType : ConstantClass
{
    public static readonly OutputGroupType HLS_GROUP_SETTINGS = new("HLS_GROUP_SETTINGS");

    public static readonly OutputGroupType DASH_ISO_GROUP_SETTINGS = new("DASH_ISO_GROUP_SETTINGS");

    public static readonly OutputGroupType FILE_GROUP_SETTINGS = new("FILE_GROUP_SETTINGS");

    public static readonly OutputGroupType MS_SMOOTH_GROUP_SETTINGS = new("MS_SMOOTH_GROUP_SETTINGS");

    public static readonly OutputGroupType CMAF_GROUP_SETTINGS = new("CMAF_GROUP_SETTINGS");

    /// <summary>Makes a value that is not among the constants.</summary>
    public OutputGroupType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static OutputGroupType FindValue(string value) => FindValue<OutputGroupType>(value);

    public static implicit operator OutputGroupType(string value) => FindValue(value);
}
