#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class InputTimecodeSource : ConstantClass
{
    public static readonly InputTimecodeSource EMBEDDED = new("EMBEDDED");

    public static readonly InputTimecodeSource ZEROBASED = new("ZEROBASED");

    public static readonly InputTimecodeSource SPECIFIEDSTART = new("SPECIFIEDSTART");

    /// <summary>Makes a value that is not among the constants.</summary>
    public InputTimecodeSource(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static InputTimecodeSource FindValue(string value) => FindValue<InputTimecodeSource>(value);

    public static implicit operator InputTimecodeSource(string value) => FindValue(value);
}
