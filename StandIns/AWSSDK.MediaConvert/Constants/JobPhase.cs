#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class JobPhase : ConstantClass
{
    public static readonly JobPhase PROBING = new("PROBING");

    public static readonly JobPhase TRANSCODING = new("TRANSCODING");

    public static readonly JobPhase UPLOADING = new("UPLOADING");

    /// <summary>Makes a value that is not among the constants.</summary>
    public JobPhase(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static JobPhase FindValue(string value) => FindValue<JobPhase>(value);

    public static implicit operator JobPhase(string value) => FindValue(value);
}
