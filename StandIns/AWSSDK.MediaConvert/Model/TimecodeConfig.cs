#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Timecodes of a job's outputs.</summary>
public partial class TimecodeConfig
{
    public string Anchor { get; set; }

    public TimecodeSource Source { get; set; }

    public string Start { get; set; }

    public string TimestampOffset { get; set; }
}
