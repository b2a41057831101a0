#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsManifestCompression : ConstantClass
{
    public static readonly HlsManifestCompression GZIP = new("GZIP");

    public static readonly HlsManifestCompression NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsManifestCompression(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsManifestCompression FindValue(string value) => FindValue<HlsManifestCompression>(value);

    public static implicit operator HlsManifestCompression(string value) => FindValue(value);
}
