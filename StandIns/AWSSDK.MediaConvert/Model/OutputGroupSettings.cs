#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of an output group; those of its type are set.</summary>
public partial class OutputGroupSettings
{
    public FileGroupSettings FileGroupSettings { get; set; }

    public HlsGroupSettings HlsGroupSettings { get; set; }

    public List<string> PerFrameMetrics { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public OutputGroupType Type { get; set; }
}
