#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacSpecification : ConstantClass
{
    public static readonly AacSpecification MPEG2 = new("MPEG2");

    public static readonly AacSpecification MPEG4 = new("MPEG4");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacSpecification(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacSpecification FindValue(string value) => FindValue<AacSpecification>(value);

    public static implicit operator AacSpecification(string value) => FindValue(value);
}
