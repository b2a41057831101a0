#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AccelerationStatus : ConstantClass
{
    public static readonly AccelerationStatus NOT_APPLICABLE = new("NOT_APPLICABLE");

    public static readonly AccelerationStatus IN_PROGRESS = new("IN_PROGRESS");

    public static readonly AccelerationStatus ACCELERATED = new("ACCELERATED");

    public static readonly AccelerationStatus NOT_ACCELERATED = new("NOT_ACCELERATED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AccelerationStatus(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AccelerationStatus FindValue(string value) => FindValue<AccelerationStatus>(value);

    public static implicit operator AccelerationStatus(string value) => FindValue(value);
}
