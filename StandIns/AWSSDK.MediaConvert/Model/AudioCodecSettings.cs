#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>The codec of an audio; the settings of the codec are set.</summary>
public partial class AudioCodecSettings
{
    public AacSettings AacSettings { get; set; }

    public AiffSettings AiffSettings { get; set; }

    public AudioCodec Codec { get; set; }

    public FlacSettings FlacSettings { get; set; }

    public Mp2Settings Mp2Settings { get; set; }

    public Mp3Settings Mp3Settings { get; set; }

    public OpusSettings OpusSettings { get; set; }

    public VorbisSettings VorbisSettings { get; set; }

    public WavSettings WavSettings { get; set; }
}
