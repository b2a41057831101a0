#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class InputDeblockFilter : ConstantClass
{
    public static readonly InputDeblockFilter ENABLED = new("ENABLED");

    public static readonly InputDeblockFilter DISABLED = new("DISABLED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public InputDeblockFilter(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static InputDeblockFilter FindValue(string value) => FindValue<InputDeblockFilter>(value);

    public static implicit operator InputDeblockFilter(string value) => FindValue(value);
}
