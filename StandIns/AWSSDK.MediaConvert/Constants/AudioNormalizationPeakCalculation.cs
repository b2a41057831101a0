#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioNormalizationPeakCalculation : ConstantClass
{
    public static readonly AudioNormalizationPeakCalculation TRUE_PEAK = new("TRUE_PEAK");

    public static readonly AudioNormalizationPeakCalculation NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioNormalizationPeakCalculation(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioNormalizationPeakCalculation FindValue(string value) => FindValue<AudioNormalizationPeakCalculation>(value);

    public static implicit operator AudioNormalizationPeakCalculation(string value) => FindValue(value);
}
