#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>What came of an output. Its paths are in the COMPLETE event only.</summary>
public partial class OutputDetail
{
    /// <summary>In milliseconds.</summary>
    public int? DurationInMs { get; set; }

    public VideoDetail VideoDetails { get; set; }
}
