#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioSelectorType : ConstantClass
{
    public static readonly AudioSelectorType PID = new("PID");

    public static readonly AudioSelectorType TRACK = new("TRACK");

    public static readonly AudioSelectorType LANGUAGE_CODE = new("LANGUAGE_CODE");

    public static readonly AudioSelectorType HLS_RENDITION_GROUP = new("HLS_RENDITION_GROUP");

    public static readonly AudioSelectorType ALL_PCM = new("ALL_PCM");

    public static readonly AudioSelectorType STREAM = new("STREAM");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioSelectorType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioSelectorType FindValue(string value) => FindValue<AudioSelectorType>(value);

    public static implicit operator AudioSelectorType(string value) => FindValue(value);
}
