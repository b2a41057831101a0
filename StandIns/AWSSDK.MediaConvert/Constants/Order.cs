#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class Order : ConstantClass
{
    public static readonly Order ASCENDING = new("ASCENDING");

    public static readonly Order DESCENDING = new("DESCENDING");

    /// <summary>Makes a value that is not among the constants.</summary>
    public Order(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static Order FindValue(string value) => FindValue<Order>(value);

    public static implicit operator Order(string value) => FindValue(value);
}
