#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacVbrQuality : ConstantClass
{
    public static readonly AacVbrQuality LOW = new("LOW");

    public static readonly AacVbrQuality MEDIUM_LOW = new("MEDIUM_LOW");

    public static readonly AacVbrQuality MEDIUM_HIGH = new("MEDIUM_HIGH");

    public static readonly AacVbrQuality HIGH = new("HIGH");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacVbrQuality(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacVbrQuality FindValue(string value) => FindValue<AacVbrQuality>(value);

    public static implicit operator AacVbrQuality(string value) => FindValue(value);
}
