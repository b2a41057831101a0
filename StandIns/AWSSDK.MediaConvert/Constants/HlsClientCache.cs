#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsClientCache : ConstantClass
{
    public static readonly HlsClientCache DISABLED = new("DISABLED");

    public static readonly HlsClientCache ENABLED = new("ENABLED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsClientCache(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsClientCache FindValue(string value) => FindValue<HlsClientCache>(value);

    public static implicit operator HlsClientCache(string value) => FindValue(value);
}
