#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsCaptionLanguageSetting : ConstantClass
{
    public static readonly HlsCaptionLanguageSetting INSERT = new("INSERT");

    public static readonly HlsCaptionLanguageSetting OMIT = new("OMIT");

    public static readonly HlsCaptionLanguageSetting NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsCaptionLanguageSetting(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsCaptionLanguageSetting FindValue(string value) => FindValue<HlsCaptionLanguageSetting>(value);

    public static implicit operator HlsCaptionLanguageSetting(string value) => FindValue(value);
}
