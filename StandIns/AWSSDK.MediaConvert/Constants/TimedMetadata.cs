#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class TimedMetadata : ConstantClass
{
    public static readonly TimedMetadata PASSTHROUGH = new("PASSTHROUGH");

    public static readonly TimedMetadata NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public TimedMetadata(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static TimedMetadata FindValue(string value) => FindValue<TimedMetadata>(value);

    public static implicit operator TimedMetadata(string value) => FindValue(value);
}
