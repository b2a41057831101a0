#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>The container of an output.</summary>
public partial class ContainerSettings
{
    public ContainerType Container { get; set; }

    public M3u8Settings M3u8Settings { get; set; }
}
