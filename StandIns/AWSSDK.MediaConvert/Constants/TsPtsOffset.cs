#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class TsPtsOffset : ConstantClass
{
    public static readonly TsPtsOffset AUTO = new("AUTO");

    public static readonly TsPtsOffset SECONDS = new("SECONDS");

    public static readonly TsPtsOffset MILLISECONDS = new("MILLISECONDS");

    /// <summary>Makes a value that is not among the constants.</summary>
    public TsPtsOffset(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static TsPtsOffset FindValue(string value) => FindValue<TsPtsOffset>(value);

    public static implicit operator TsPtsOffset(string value) => FindValue(value);
}
