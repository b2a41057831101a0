#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class M3u8NielsenId3 : ConstantClass
{
    public static readonly M3u8NielsenId3 INSERT = new("INSERT");

    public static readonly M3u8NielsenId3 NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public M3u8NielsenId3(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static M3u8NielsenId3 FindValue(string value) => FindValue<M3u8NielsenId3>(value);

    public static implicit operator M3u8NielsenId3(string value) => FindValue(value);
}
