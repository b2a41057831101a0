#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AudioDefaultSelection : ConstantClass
{
    public static readonly AudioDefaultSelection DEFAULT = new("DEFAULT");

    public static readonly AudioDefaultSelection NOT_DEFAULT = new("NOT_DEFAULT");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AudioDefaultSelection(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AudioDefaultSelection FindValue(string value) => FindValue<AudioDefaultSelection>(value);

    public static implicit operator AudioDefaultSelection(string value) => FindValue(value);
}
