#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class SimulateReservedQueue : ConstantClass
{
    public static readonly SimulateReservedQueue DISABLED = new("DISABLED");

    public static readonly SimulateReservedQueue ENABLED = new("ENABLED");

    /// <summary>Makes a value that is not among the constants.</summary>
    public SimulateReservedQueue(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static SimulateReservedQueue FindValue(string value) => FindValue<SimulateReservedQueue>(value);

    public static implicit operator SimulateReservedQueue(string value) => FindValue(value);
}
