#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsAudioOnlyContainer : ConstantClass
{
    public static readonly HlsAudioOnlyContainer AUTOMATIC = new("AUTOMATIC");

    public static readonly HlsAudioOnlyContainer M2TS = new("M2TS");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsAudioOnlyContainer(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsAudioOnlyContainer FindValue(string value) => FindValue<HlsAudioOnlyContainer>(value);

    public static implicit operator HlsAudioOnlyContainer(string value) => FindValue(value);
}
