#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioNormalizationAlgorithm : ConstantClass
{
    public static readonly AudioNormalizationAlgorithm ITU_BS_1770_1 = new("ITU_BS_1770_1");

    public static readonly AudioNormalizationAlgorithm ITU_BS_1770_2 = new("ITU_BS_1770_2");

    public static readonly AudioNormalizationAlgorithm ITU_BS_1770_3 = new("ITU_BS_1770_3");

    public static readonly AudioNormalizationAlgorithm ITU_BS_1770_4 = new("ITU_BS_1770_4");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioNormalizationAlgorithm(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioNormalizationAlgorithm FindValue(string value) => FindValue<AudioNormalizationAlgorithm>(value);

    public static implicit operator AudioNormalizationAlgorithm(string value) => FindValue(value);
}
