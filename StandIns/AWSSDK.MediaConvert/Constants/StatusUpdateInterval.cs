#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class StatusUpdateInterval : ConstantClass
{
    public static readonly StatusUpdateInterval SECONDS_10 = new("SECONDS_10");

    public static readonly StatusUpdateInterval SECONDS_12 = new("SECONDS_12");

    public static readonly StatusUpdateInterval SECONDS_15 = new("SECONDS_15");

    public static readonly StatusUpdateInterval SECONDS_20 = new("SECONDS_20");

    public static readonly StatusUpdateInterval SECONDS_30 = new("SECONDS_30");

    public static readonly StatusUpdateInterval SECONDS_60 = new("SECONDS_60");

    public static readonly StatusUpdateInterval SECONDS_120 = new("SECONDS_120");

    public static readonly StatusUpdateInterval SECONDS_180 = new("SECONDS_180");

    public static readonly StatusUpdateInterval SECONDS_240 = new("SECONDS_240");

    public static readonly StatusUpdateInterval SECONDS_300 = new("SECONDS_300");

    public static readonly StatusUpdateInterval SECONDS_360 = new("SECONDS_360");

    public static readonly StatusUpdateInterval SECONDS_420 = new("SECONDS_420");

    public static readonly StatusUpdateInterval SECONDS_480 = new("SECONDS_480");

    public static readonly StatusUpdateInterval SECONDS_540 = new("SECONDS_540");

    public static readonly StatusUpdateInterval SECONDS_600 = new("SECONDS_600");

    /// <summary>Makes a value that is not among the constants.</summary>
    public StatusUpdateInterval(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static StatusUpdateInterval FindValue(string value) => FindValue<StatusUpdateInterval>(value);

    public static implicit operator StatusUpdateInterval(string value) => FindValue(value);
}
