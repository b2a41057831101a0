#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>A queue that a job moves to when it has waited.</summary>
public partial class HopDestination
{
    /// <summary>-50 to 50.</summary>
    [AWSProperty(Min = -50, Max = 50)]
    public int? Priority { get; set; }

    public string Queue { get; set; }

    public int? WaitMinutes { get; set; }
}
