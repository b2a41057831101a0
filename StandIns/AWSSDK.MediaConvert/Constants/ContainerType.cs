#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class ContainerType : ConstantClass
{
    public static readonly ContainerType F4V = new("F4V");

    public static readonly ContainerType GIF = new("GIF");

    public static readonly ContainerType ISMV = new("ISMV");

    public static readonly ContainerType M2TS = new("M2TS");

    public static readonly ContainerType M3U8 = new("M3U8");

    public static readonly ContainerType CMFC = new("CMFC");

    public static readonly ContainerType MOV = new("MOV");

    public static readonly ContainerType MP4 = new("MP4");

    public static readonly ContainerType MPD = new("MPD");

    public static readonly ContainerType MXF = new("MXF");

    public static readonly ContainerType OGG = new("OGG");

    public static readonly ContainerType WEBM = new("WEBM");

    public static readonly ContainerType RAW = new("RAW");

    public static readonly ContainerType Y4M = new("Y4M");

    /// <summary>Makes a value that is not among the constants.</summary>
    public ContainerType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static ContainerType FindValue(string value) => FindValue<ContainerType>(value);

    public static implicit operator ContainerType(string value) => FindValue(value);
}
