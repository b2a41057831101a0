#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AccelerationMode : ConstantClass
{
    public static readonly AccelerationMode DISABLED = new("DISABLED");

    public static readonly AccelerationMode ENABLED = new("ENABLED");

    public static readonly AccelerationMode PREFERRED = new("PREFERRED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AccelerationMode(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AccelerationMode FindValue(string value) => FindValue<AccelerationMode>(value);

    public static implicit operator AccelerationMode(string value) => FindValue(value);
}
