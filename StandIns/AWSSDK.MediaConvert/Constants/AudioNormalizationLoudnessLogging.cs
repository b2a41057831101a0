#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioNormalizationLoudnessLogging : ConstantClass
{
    public static readonly AudioNormalizationLoudnessLogging LOG = new("LOG");

    public static readonly AudioNormalizationLoudnessLogging DONT_LOG = new("DONT_LOG");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioNormalizationLoudnessLogging(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioNormalizationLoudnessLogging FindValue(string value) => FindValue<AudioNormalizationLoudnessLogging>(value);

    public static implicit operator AudioNormalizationLoudnessLogging(string value) => FindValue(value);
}
