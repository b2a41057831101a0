#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class BillingTagsSource : ConstantClass
{
    public static readonly BillingTagsSource QUEUE = new("QUEUE");

    public static readonly BillingTagsSource PRESET = new("PRESET");

    public static readonly BillingTagsSource JOB_TEMPLATE = new("JOB_TEMPLATE");

    public static readonly BillingTagsSource JOB = new("JOB");

    /// <summary>Makes a value that is not among the constants.</summary>
    public BillingTagsSource(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static BillingTagsSource FindValue(string value) => FindValue<BillingTagsSource>(value);

    public static implicit operator BillingTagsSource(string value) => FindValue(value);
}
