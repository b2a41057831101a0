#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class M3u8PcrControl : ConstantClass
{
    public static readonly M3u8PcrControl PCR_EVERY_PES_PACKET = new("PCR_EVERY_PES_PACKET");

    public static readonly M3u8PcrControl CONFIGURED_PCR_PERIOD = new("CONFIGURED_PCR_PERIOD");

    /// <summary>Makes a value that is not among the constants.</summary>
    public M3u8PcrControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static M3u8PcrControl FindValue(string value) => FindValue<M3u8PcrControl>(value);

    public static implicit operator M3u8PcrControl(string value) => FindValue(value);
}
