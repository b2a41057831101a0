#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class InputPsiControl : ConstantClass
{
    public static readonly InputPsiControl IGNORE_PSI = new("IGNORE_PSI");

    public static readonly InputPsiControl USE_PSI = new("USE_PSI");

    /// <summary>Makes a value that is not among the constants.</summary>
    public InputPsiControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static InputPsiControl FindValue(string value) => FindValue<InputPsiControl>(value);

    public static implicit operator InputPsiControl(string value) => FindValue(value);
}
