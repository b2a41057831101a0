#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacLoudnessMeasurementMode : ConstantClass
{
    public static readonly AacLoudnessMeasurementMode PROGRAM = new("PROGRAM");

    public static readonly AacLoudnessMeasurementMode ANCHOR = new("ANCHOR");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacLoudnessMeasurementMode(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacLoudnessMeasurementMode FindValue(string value) => FindValue<AacLoudnessMeasurementMode>(value);

    public static implicit operator AacLoudnessMeasurementMode(string value) => FindValue(value);
}
