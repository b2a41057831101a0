#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class InputFilterEnable : ConstantClass
{
    public static readonly InputFilterEnable AUTO = new("AUTO");

    public static readonly InputFilterEnable DISABLE = new("DISABLE");

    public static readonly InputFilterEnable FORCE = new("FORCE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public InputFilterEnable(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static InputFilterEnable FindValue(string value) => FindValue<InputFilterEnable>(value);

    public static implicit operator InputFilterEnable(string value) => FindValue(value);
}
