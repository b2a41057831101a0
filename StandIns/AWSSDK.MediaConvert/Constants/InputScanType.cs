#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class InputScanType : ConstantClass
{
    public static readonly InputScanType AUTO = new("AUTO");

    public static readonly InputScanType PSF = new("PSF");

    /// <summary>Makes a value that is not among the constants.</summary>
    public InputScanType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static InputScanType FindValue(string value) => FindValue<InputScanType>(value);

    public static implicit operator InputScanType(string value) => FindValue(value);
}
