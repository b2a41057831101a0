#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioNormalizationAlgorithmControl : ConstantClass
{
    public static readonly AudioNormalizationAlgorithmControl CORRECT_AUDIO = new("CORRECT_AUDIO");

    public static readonly AudioNormalizationAlgorithmControl MEASURE_ONLY = new("MEASURE_ONLY");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioNormalizationAlgorithmControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioNormalizationAlgorithmControl FindValue(string value) => FindValue<AudioNormalizationAlgorithmControl>(value);

    public static implicit operator AudioNormalizationAlgorithmControl(string value) => FindValue(value);
}
