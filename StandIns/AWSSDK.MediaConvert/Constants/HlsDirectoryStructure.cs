#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsDirectoryStructure : ConstantClass
{
    public static readonly HlsDirectoryStructure SINGLE_DIRECTORY = new("SINGLE_DIRECTORY");

    public static readonly HlsDirectoryStructure SUBDIRECTORY_PER_STREAM = new("SUBDIRECTORY_PER_STREAM");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsDirectoryStructure(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsDirectoryStructure FindValue(string value) => FindValue<HlsDirectoryStructure>(value);

    public static implicit operator HlsDirectoryStructure(string value) => FindValue(value);
}
