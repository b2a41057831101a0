#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class JobStatus : ConstantClass
{
    public static readonly JobStatus SUBMITTED = new("SUBMITTED");

    public static readonly JobStatus PROGRESSING = new("PROGRESSING");

    public static readonly JobStatus COMPLETE = new("COMPLETE");

    public static readonly JobStatus CANCELED = new("CANCELED");

    public static readonly JobStatus ERROR = new("ERROR");

    /// <summary>Makes a value that is not among the constants.</summary>
    public JobStatus(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static JobStatus FindValue(string value) => FindValue<JobStatus>(value);

    public static implicit operator JobStatus(string value) => FindValue(value);
}
