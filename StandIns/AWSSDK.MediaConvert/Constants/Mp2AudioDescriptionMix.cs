#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class Mp2AudioDescriptionMix : ConstantClass
{
    public static readonly Mp2AudioDescriptionMix BROADCASTER_MIXED_AD = new("BROADCASTER_MIXED_AD");

    public static readonly Mp2AudioDescriptionMix NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public Mp2AudioDescriptionMix(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static Mp2AudioDescriptionMix FindValue(string value) => FindValue<Mp2AudioDescriptionMix>(value);

    public static implicit operator Mp2AudioDescriptionMix(string value) => FindValue(value);
}
