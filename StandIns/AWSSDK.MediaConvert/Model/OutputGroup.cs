#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Outputs that belong together, and where they go.</summary>
public partial class OutputGroup
{
    public string CustomName { get; set; }

    public string Name { get; set; }

    public OutputGroupSettings OutputGroupSettings { get; set; }

    public List<Output> Outputs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
