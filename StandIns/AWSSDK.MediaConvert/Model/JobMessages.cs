#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>What the service says of a job.</summary>
public partial class JobMessages
{
    public List<string> Info { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string> Warning { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
