#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AdvancedInputFilter : ConstantClass
{
    public static readonly AdvancedInputFilter ENABLED = new("ENABLED");

    public static readonly AdvancedInputFilter DISABLED = new("DISABLED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AdvancedInputFilter(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AdvancedInputFilter FindValue(string value) => FindValue<AdvancedInputFilter>(value);

    public static implicit operator AdvancedInputFilter(string value) => FindValue(value);
}
