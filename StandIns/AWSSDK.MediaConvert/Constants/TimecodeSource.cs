#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class TimecodeSource : ConstantClass
{
    public static readonly TimecodeSource EMBEDDED = new("EMBEDDED");

    public static readonly TimecodeSource ZEROBASED = new("ZEROBASED");

    public static readonly TimecodeSource SPECIFIEDSTART = new("SPECIFIEDSTART");

    /// <summary>Makes a value that is not among the constants.</summary>
    public TimecodeSource(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static TimecodeSource FindValue(string value) => FindValue<TimecodeSource>(value);

    public static implicit operator TimecodeSource(string value) => FindValue(value);
}
