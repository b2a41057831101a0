#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioCodec : ConstantClass
{
    public static readonly AudioCodec AAC = new("AAC");

    public static readonly AudioCodec MP2 = new("MP2");

    public static readonly AudioCodec MP3 = new("MP3");

    public static readonly AudioCodec WAV = new("WAV");

    public static readonly AudioCodec AIFF = new("AIFF");

    public static readonly AudioCodec AC3 = new("AC3");

    public static readonly AudioCodec AC4 = new("AC4");

    public static readonly AudioCodec EAC3 = new("EAC3");

    public static readonly AudioCodec EAC3_ATMOS = new("EAC3_ATMOS");

    public static readonly AudioCodec VORBIS = new("VORBIS");

    public static readonly AudioCodec OPUS = new("OPUS");

    public static readonly AudioCodec PASSTHROUGH = new("PASSTHROUGH");

    public static readonly AudioCodec FLAC = new("FLAC");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioCodec(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioCodec FindValue(string value) => FindValue<AudioCodec>(value);

    public static implicit operator AudioCodec(string value) => FindValue(value);
}
