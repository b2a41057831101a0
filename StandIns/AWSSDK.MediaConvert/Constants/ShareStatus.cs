#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class ShareStatus : ConstantClass
{
    public static readonly ShareStatus NOT_SHARED = new("NOT_SHARED");

    public static readonly ShareStatus INITIATED = new("INITIATED");

    public static readonly ShareStatus SHARED = new("SHARED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public ShareStatus(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static ShareStatus FindValue(string value) => FindValue<ShareStatus>(value);

    public static implicit operator ShareStatus(string value) => FindValue(value);
}
