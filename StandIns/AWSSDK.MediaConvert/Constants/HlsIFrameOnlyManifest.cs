#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsIFrameOnlyManifest : ConstantClass
{
    public static readonly HlsIFrameOnlyManifest INCLUDE = new("INCLUDE");

    public static readonly HlsIFrameOnlyManifest INCLUDE_AS_TS = new("INCLUDE_AS_TS");

    public static readonly HlsIFrameOnlyManifest EXCLUDE = new("EXCLUDE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsIFrameOnlyManifest(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsIFrameOnlyManifest FindValue(string value) => FindValue<HlsIFrameOnlyManifest>(value);

    public static implicit operator HlsIFrameOnlyManifest(string value) => FindValue(value);
}
