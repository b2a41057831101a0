#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Whether a job runs accelerated.</summary>
public partial class AccelerationSettings
{
    [AWSProperty(Required = true)]
    public AccelerationMode Mode { get; set; }
}
