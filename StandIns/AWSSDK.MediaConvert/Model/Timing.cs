#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>When a job was submitted, started and finished.</summary>
public partial class Timing
{
    public DateTime? FinishTime { get; set; }

    public DateTime? StartTime { get; set; }

    public DateTime? SubmitTime { get; set; }
}
