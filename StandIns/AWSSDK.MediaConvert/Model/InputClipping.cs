#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>A part of an input.</summary>
public partial class InputClipping
{
    public string EndTimecode { get; set; }

    public string StartTimecode { get; set; }
}
