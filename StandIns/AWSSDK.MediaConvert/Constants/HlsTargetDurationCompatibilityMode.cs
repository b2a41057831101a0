#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsTargetDurationCompatibilityMode : ConstantClass
{
    public static readonly HlsTargetDurationCompatibilityMode LEGACY = new("LEGACY");

    public static readonly HlsTargetDurationCompatibilityMode SPEC_COMPLIANT = new("SPEC_COMPLIANT");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsTargetDurationCompatibilityMode(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsTargetDurationCompatibilityMode FindValue(string value) => FindValue<HlsTargetDurationCompatibilityMode>(value);

    public static implicit operator HlsTargetDurationCompatibilityMode(string value) => FindValue(value);
}
