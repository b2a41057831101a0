#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioDurationCorrection : ConstantClass
{
    public static readonly AudioDurationCorrection DISABLED = new("DISABLED");

    public static readonly AudioDurationCorrection AUTO = new("AUTO");

    public static readonly AudioDurationCorrection TRACK = new("TRACK");

    public static readonly AudioDurationCorrection FRAME = new("FRAME");

    public static readonly AudioDurationCorrection FORCE = new("FORCE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioDurationCorrection(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioDurationCorrection FindValue(string value) => FindValue<AudioDurationCorrection>(value);

    public static implicit operator AudioDurationCorrection(string value) => FindValue(value);
}
