#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioTypeControl : ConstantClass
{
    public static readonly AudioTypeControl FOLLOW_INPUT = new("FOLLOW_INPUT");

    public static readonly AudioTypeControl USE_CONFIGURED = new("USE_CONFIGURED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioTypeControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioTypeControl FindValue(string value) => FindValue<AudioTypeControl>(value);

    public static implicit operator AudioTypeControl(string value) => FindValue(value);
}
