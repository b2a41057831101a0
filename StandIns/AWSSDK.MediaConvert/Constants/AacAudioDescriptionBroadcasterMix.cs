#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacAudioDescriptionBroadcasterMix : ConstantClass
{
    public static readonly AacAudioDescriptionBroadcasterMix BROADCASTER_MIXED_AD = new("BROADCASTER_MIXED_AD");

    public static readonly AacAudioDescriptionBroadcasterMix NORMAL = new("NORMAL");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacAudioDescriptionBroadcasterMix(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacAudioDescriptionBroadcasterMix FindValue(string value) => FindValue<AacAudioDescriptionBroadcasterMix>(value);

    public static implicit operator AacAudioDescriptionBroadcasterMix(string value) => FindValue(value);
}
