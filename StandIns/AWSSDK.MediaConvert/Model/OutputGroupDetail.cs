#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>What came of an output group.</summary>
public partial class OutputGroupDetail
{
    public List<OutputDetail> OutputDetails { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
