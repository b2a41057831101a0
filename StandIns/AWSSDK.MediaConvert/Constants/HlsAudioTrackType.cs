#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsAudioTrackType : ConstantClass
{
    public static readonly HlsAudioTrackType ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT = new("ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT");

    public static readonly HlsAudioTrackType ALTERNATE_AUDIO_AUTO_SELECT = new("ALTERNATE_AUDIO_AUTO_SELECT");

    public static readonly HlsAudioTrackType ALTERNATE_AUDIO_NOT_AUTO_SELECT = new("ALTERNATE_AUDIO_NOT_AUTO_SELECT");

    public static readonly HlsAudioTrackType AUDIO_ONLY_VARIANT_STREAM = new("AUDIO_ONLY_VARIANT_STREAM");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsAudioTrackType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsAudioTrackType FindValue(string value) => FindValue<HlsAudioTrackType>(value);

    public static implicit operator HlsAudioTrackType(string value) => FindValue(value);
}
