#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>The size of a video output.</summary>
public partial class VideoDetail
{
    public int? HeightInPx { get; set; }

    public int? WidthInPx { get; set; }
}
