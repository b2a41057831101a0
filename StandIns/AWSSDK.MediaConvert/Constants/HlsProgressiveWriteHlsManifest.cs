#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsProgressiveWriteHlsManifest : ConstantClass
{
    public static readonly HlsProgressiveWriteHlsManifest ENABLED = new("ENABLED");

    public static readonly HlsProgressiveWriteHlsManifest DISABLED = new("DISABLED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsProgressiveWriteHlsManifest(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsProgressiveWriteHlsManifest FindValue(string value) => FindValue<HlsProgressiveWriteHlsManifest>(value);

    public static implicit operator HlsProgressiveWriteHlsManifest(string value) => FindValue(value);
}
