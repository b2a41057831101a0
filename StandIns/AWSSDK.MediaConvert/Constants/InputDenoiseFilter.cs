#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class InputDenoiseFilter : ConstantClass
{
    public static readonly InputDenoiseFilter ENABLED = new("ENABLED");

    public static readonly InputDenoiseFilter DISABLED = new("DISABLED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public InputDenoiseFilter(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static InputDenoiseFilter FindValue(string value) => FindValue<InputDenoiseFilter>(value);

    public static implicit operator InputDenoiseFilter(string value) => FindValue(value);
}
